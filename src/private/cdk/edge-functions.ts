import { CfnResource, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnView } from './cfn-view';
import { referredBy, takenApart } from './fresh-resolver';
import { type StackIndexes, stacksIn } from './stack-index';
import { listed } from '../listed';
import { PARAMETER_READER } from '../template/lambda-edge';
import { referencesIn } from '../template/references';

const ASSOCIATIONS = /^lambdaFunctionAssociations$/i;

/** The functions that a distribution runs at the edge. */
export function functionsAtEdge(distribution: CfnResource, indexes: StackIndexes): CfnResource[] {
  const view = new CfnView(distribution);
  const { targets, rest } = takenApart(distribution.stack, written(view, 'DistributionConfig'), (path) => path.some((name) => ASSOCIATIONS.test(name)));
  return [...targets.flatMap((target) => versionsBehind(target, indexes)).flatMap(functionsOf), ...functionsOfSam(view, associationsIn(rest))];
}

/** What stands below associations with functions, wherever these are in a resolved value. */
function associationsIn(value: any): any[] {
  return Object.entries(Object(value)).flatMap(([name, each]) => {
    if (ASSOCIATIONS.test(name)) { return [each]; }
    return typeof each === 'object' ? associationsIn(each) : [];
  });
}

/** What somebody wrote of a property, in the construct and in overrides, which may be of a part of it. */
function written(view: CfnView, property: string): any[] {
  return [...new Set([view.unresolved([property]), view.effective([property])])];
}

/** What the CDK's `EdgeFunction` hands to another region: the stack of the function writes its version to a parameter, which a custom resource reads. */
function versionsBehind(target: IConstruct, indexes: StackIndexes): IConstruct[] {
  if (!isOfType(target, PARAMETER_READER)) { return [target]; }
  const name = new CfnView(target).value(['ParameterName']);
  const parameters = typeof name === 'string' ? stacksIn(Stage.of(target)!).flatMap((stack) => indexes.of(stack).resources.get('AWS::SSM::Parameter') ?? []) : [];
  return parameters.map((each) => new CfnView(each)).filter((each) => each.value(['Name']) === name)
    .flatMap((each) => referredBy(each.resource.stack, written(each, 'Value')));
}

function functionsOf(version: IConstruct): CfnResource[] {
  return isOfType(version, 'AWS::Lambda::Version') ? listed(new CfnView(version).follow(['FunctionName'])?.resource) : [];
}

function isOfType(construct: IConstruct, type: string): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === type;
}

/** SAM publishes the version of a function itself. Templates refer to it by the function's logical id and `.Version`. */
function functionsOfSam(view: CfnView, value: any): CfnResource[] {
  const names = referencesIn(value).map(({ logicalId, attribute }) => [logicalId, ...listed(attribute)].join('.'));
  return names.flatMap((name) => {
    const logicalId = /^(\w+)\.Version$/.exec(name)?.[1];
    return logicalId === undefined ? [] : view.targetsOf({ Ref: logicalId }).flatMap((target) => listed(target?.resource));
  });
}
