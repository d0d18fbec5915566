import { isCalledByName, NODE_TYPES } from './node-types';
import { addTo } from '../../private/add-to';
import { lookupTable } from '../../private/lookup-table';
import { branchesOf, isIntrinsic } from '../../private/template/intrinsics';
import { isComposed, isWhole, templateText } from '../../private/template/template-text';
import { meant, type Place } from '../places';
import type { ModelResource, ModelStack, TemplateModel } from '../template-model';

/** The types that have the ARNs of another one. */
const SAME_ARNS = lookupTable<string>({
  'AWS::DynamoDB::GlobalTable': 'AWS::DynamoDB::Table',
  'AWS::Elasticsearch::Domain': 'AWS::OpenSearchService::Domain',
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
});

/** Resources by a name; undefined where several have it. */
type Named = Map<string, ModelResource | undefined>;

/**
 * The nodes by the names that somebody gave to them.
 *
 * A name that is composed, such as `${BucketName}` or `${AWS::StackName}-orders`, means the same wherever the same template composes it in the same way.
 */
export class CalledNames {
  private readonly written = new Map<string, ModelResource[]>();
  private readonly composed = new Map<ModelStack, { readonly byType: Named; readonly byText: Named }>();

  constructor(model: TemplateModel) {
    for (const resource of model.ofType(...Object.keys(NODE_TYPES))) {
      const property = NODE_TYPES[resource.type].nameProperty;
      const value = property === undefined ? undefined : resource.properties[property];
      const names = (branchesOf(value) ?? [value]).flatMap((each) => templateText(each) ?? []).filter(isWhole);
      new Set(names).forEach((name) => this.add(resource, name));
    }
  }

  /** The resource of a type that has a name, in a place. */
  public ofType(stack: ModelStack, type: string, name: string, place: Place): ModelResource | undefined {
    const key = keyOf(type, name);
    return isComposed(name) ? this.composed.get(stack)?.byType.get(key) : meant(this.written.get(key) ?? [], stack, place);
  }

  /** The resources whose composed names stand in a template value by themselves. */
  public within(stack: ModelStack, value: any): ModelResource[] {
    const names = this.composed.get(stack)?.byText;
    return names ? composedTexts(value).flatMap((text) => names.get(text) ?? []) : [];
  }

  private add(resource: ModelResource, name: string): void {
    const key = keyOf(SAME_ARNS[resource.type] ?? resource.type, name);
    if (!isComposed(name)) {
      addTo(this.written, key, resource);
      return;
    }
    const names = this.composed.get(resource.stack) ?? { byType: new Map(), byText: new Map() };
    this.composed.set(resource.stack, names);
    addUnlessAmbiguous(names.byType, key, resource);
    if (isCalledByName(resource.type) && !PSEUDO_PARAMETER.test(name)) { addUnlessAmbiguous(names.byText, name, resource); }
  }
}

/** A name that is nothing but the stack's, the region or the account tells nothing where it stands elsewhere. */
const PSEUDO_PARAMETER = /^\$\{AWS::\w+\}$/;

/** A type and a name of it. Of SSM parameters, ARNs leave out the slash with which the name may begin. */
function keyOf(type: string, name: string): string {
  return `${type} ${type === 'AWS::SSM::Parameter' ? name.replace(/^\//, '') : name}`;
}

/** Adds a name, which means nothing from the second resource on that has it. */
function addUnlessAmbiguous(names: Named, key: string, resource: ModelResource): void {
  names.set(key, names.has(key) ? undefined : resource);
}

/** The texts of the intrinsic functions in a value, those within others left out. */
function composedTexts(value: any): string[] {
  if (isIntrinsic(value) && templateText(value) !== undefined) { return [templateText(value)!]; }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(composedTexts) : [];
}
