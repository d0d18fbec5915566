import { logicalIdsByType } from '../../../private/template/resource-types';
import { builtInTracer } from '../../../tracing/tracer-registry';
import { TEMPLATE_PROPERTIES } from '../../nested-stack-types';
import { LOOP } from '../../reading/loops';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, ModelStack, TemplateModel } from '../../template-model';
import { INCLUDE, type Transform, transformsOf } from '../../transforms';
import type { FindingRule, RuleMatch } from '../finding-rule';

export const TEMPLATE_NOT_READ: FindingRule = {
  id: 'TemplateNotRead',
  severity: FindingSeverity.WARNING,
  title: 'What the app deploys stands in templates that are read',
  cause: 'A nested stack, an application of a repository, a module, a stack set or a product of AWS Service Catalog has a template of its own, and AWS::Include takes in a part of one. Where '
    + 'that is not here, nothing in it is traced by `enable()`, counts toward the coverage or is on the map; nor is anything that an `Fn::ForEach` makes whose list is not in the template. A macro of the '
    + 'account turns this template into another one, and only at deployment (information).',
  fix: 'turn tracing on in that template, see by `npx cdk-xray audit FILE` that it is on, and acknowledge this. A nested stack is read where its template is a file in the folder that '
    + 'is audited, or where the app makes it as a `NestedStack`',
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html',
  find: ({ model }) => [
    ...bringingTypes(model)
      .flatMap((type) => model.ofType(type).filter((resource) => model.nestedStack(resource) === undefined))
      .flatMap(bringingMatches),
    ...model.stacks.flatMap((stack) => transformsOf(stack.source.template).flatMap((transform) => transformMatches(stack, transform))),
  ],
};

/** The types that bring resources whose templates are never here: CloudFormation or AWS Service Catalog has them. Modules have names of their own. */
const STACK_SET = 'AWS::CloudFormation::StackSet';
const BRINGING_TYPES = /^AWS::CloudFormation::StackSet$|^AWS::ServiceCatalog::CloudFormationProvisionedProduct$|::MODULE$/;

function bringingMatches(resource: ModelResource): RuleMatch[] {
  const { TemplateBody: body } = resource.properties;
  if (resource.type !== STACK_SET || typeof body !== 'string') {
    return [{ at: resource, message: `nothing is known of what it brings, because its template is not read here${from(templateLocation(resource))}` }];
  }
  const traceable = body.match(/\bAWS::\w+::\w+/g)?.find((type) => builtInTracer(type));
  return traceable === undefined ? [] : [{
    at: resource,
    propertyPath: 'TemplateBody',
    message: `nothing is known of what it brings, such as ${traceable}, because the template in \`TemplateBody\` is not read here`,
    fix: 'turn tracing on in the text, save it as a file, see by `npx cdk-xray audit FILE` that it is on, and acknowledge this',
  }];
}

function bringingTypes(model: TemplateModel): string[] {
  const types = model.stacks.flatMap(({ source }) => [...logicalIdsByType(source.template).keys()]);
  return [...new Set(types)].filter((type) => TEMPLATE_PROPERTIES.has(type) || BRINGING_TYPES.test(type));
}

function transformMatches(at: ModelStack, { name, location }: Transform): RuleMatch[] {
  if (name === INCLUDE) {
    return [{ at, message: `nothing is known of what ${INCLUDE} brings, because it is not read here${from(location)}`, fix: SEE_PROCESSED }];
  }
  if (name === 'AWS::LanguageExtensions') { return loopMatches(at); }
  // What the other transforms of AWS bring is known, or is nothing that traces.
  if (name.startsWith('AWS::')) { return []; }
  return [{ at, severity: FindingSeverity.INFO, message: `what the macro ${name} makes of the resources is not known here`, fix: SEE_PROCESSED }];
}

/** The loops that nobody could unroll, whose lists are not in the template. */
function loopMatches(at: ModelStack): RuleMatch[] {
  return Object.keys(Object(at.source.template.Resources)).filter((key) => key.startsWith(LOOP))
    .map((loop) => ({ at, message: `nothing is known of what ${loop} makes, because only the deployment knows what it goes over`, fix: SEE_PROCESSED }));
}

/** What CloudFormation makes of a template can be audited as any other, once it is deployed. */
const SEE_PROCESSED = 'audit what CloudFormation has made of the template, as `aws cloudformation get-template --stack-name NAME --template-stage Processed --query TemplateBody` prints it, and acknowledge this where all is traced';

function templateLocation({ type, properties }: ModelResource): unknown {
  return properties[TEMPLATE_PROPERTIES.get(type) ?? ''];
}

/** Where something comes from, if that is written in the template. */
function from(location: unknown): string {
  return typeof location === 'string' ? `: ${location}` : '';
}
