import { TEMPLATE_PROPERTIES } from '../../nested-stack-types';
import { logicalIdsByType } from '../../resource-types';
import { FindingSeverity } from '../../survey-finding';
import type { ModelResource, TemplateModel } from '../../template-model';
import type { FindingRule } from '../finding-rule';

export const TEMPLATE_NOT_READ: FindingRule = {
  id: 'TemplateNotRead',
  severity: FindingSeverity.WARNING,
  title: 'What the app deploys stands in templates that are read',
  cause: 'A nested stack, an application of a repository, a module, a stack set or a product of AWS Service Catalog has a template of its own. Where that is not here, nothing in it is traced by '
    + '`enable()`, counts for the coverage or is on the map.',
  fix: 'turn tracing on in that template, see by `npx cdk-xray audit FILE` that it is on, and acknowledge this. A nested stack is read where its template is a file in the folder that '
    + 'is audited, or where the app makes it as a `NestedStack`',
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html',
  find: ({ model }) => bringingTypes(model)
    .flatMap((type) => model.ofType(type).filter((resource) => model.nestedStack(resource) === undefined))
    .map((resource) => ({ at: resource, message: `nothing is known of what it brings, because its template is not read here${location(resource)}` })),
};

/** The types that bring resources whose templates are never here: CloudFormation or AWS Service Catalog has them. Modules have names of their own. */
const BRINGING_TYPES = /^AWS::CloudFormation::StackSet$|^AWS::ServiceCatalog::CloudFormationProvisionedProduct$|::MODULE$/;

function bringingTypes(model: TemplateModel): string[] {
  const types = model.stacks.flatMap(({ source }) => [...logicalIdsByType(source.template).keys()]);
  return [...new Set(types)].filter((type) => TEMPLATE_PROPERTIES.has(type) || BRINGING_TYPES.test(type));
}

function location({ type, properties }: ModelResource): string {
  const named = properties[TEMPLATE_PROPERTIES.get(type) ?? ''];
  return typeof named === 'string' ? `: ${named}` : '';
}
