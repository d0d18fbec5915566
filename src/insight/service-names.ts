import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnView } from '../private/cdk/cfn-view';
import { misuse, shown } from '../private/errors';
import { having, requireKind } from '../private/options/option-kinds';

const SERVICE = having('node', 'a construct, for example a Lambda function');

/** What X-Ray calls the service of a resource, by its CloudFormation type: often a token. */
const NAMES: Readonly<Record<string, (resource: CfnResource) => string | undefined>> = {
  'AWS::ApiGateway::Stage': stageName,
  'AWS::AppSync::GraphQLApi': (resource) => new CfnView(resource).effective(['Name']),
  'AWS::Lambda::Function': (resource) => resource.ref,
  'AWS::SNS::Topic': (resource) => resource.getAtt('TopicName').toString(),
  'AWS::StepFunctions::StateMachine': (resource) => resource.getAtt('Name').toString(),
};

/**
 * The X-Ray name of the service that a construct is.
 *
 * @throws when it is none that X-Ray knows by a name of its own, or more than one
 */
export function serviceNameOf(construct: IConstruct): string {
  requireKind('service', construct, SERVICE);
  const own = resourcesOf([construct.node.defaultChild, construct]).filter(({ cfnResourceType }) => cfnResourceType in NAMES);
  // A REST API is known by its stages.
  const candidates = own.length > 0 ? own : resourcesOf(construct.node.findAll()).filter(({ cfnResourceType }) => cfnResourceType === 'AWS::ApiGateway::Stage');
  const name = candidates.length === 1 ? NAMES[candidates[0].cfnResourceType](candidates[0]) : undefined;
  if (name === undefined) {
    throw misuse(`\`service\` must be one of ${Object.keys(NAMES).join(', ')}, or a REST API with one stage, got: ${shown(construct.node.path)}; `
      + 'name any other service by `TraceHealth.forService()`', construct);
  }
  return name;
}

function resourcesOf(constructs: readonly (IConstruct | undefined)[]): CfnResource[] {
  return constructs.filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}

/** The name of the API and that of the stage. */
function stageName(resource: CfnResource): string | undefined {
  const stage = new CfnView(resource);
  const names = [stage.follow(['RestApiId'])?.effective(['Name']), stage.effective(['StageName'])];
  return names.includes(undefined) ? undefined : names.join('/');
}
