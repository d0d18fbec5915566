import { samEvents } from './sam-events';
import { FUNCTIONS, isFunction } from '../lambda-functions';
import { calledAt } from '../named-callees';
import type { ModelResource, TemplateModel } from '../template-model';

/** A REST API: its stages, among them the deployments that describe one, and the functions that its methods call. An API of SAM is its own stage. */
export interface RestApi {
  readonly stages: readonly ModelResource[];
  readonly functions: readonly ModelResource[];
}

/** What a rule looks for. */
type Test = (resource: ModelResource) => boolean;

/** The REST APIs of some templates. They are looked for when the first rule needs them: to follow what each method calls takes longer than most rules. */
export class RestApis {
  private found?: readonly RestApi[];

  constructor(private readonly model: TemplateModel) {}

  /** All of them, where there are stages and functions of which a rule could find something: those that pass a test each. */
  public between(isStage: Test, isCalled: Test): readonly RestApi[] {
    const isNeeded = this.model.ofType(...STAGES).some(isStage) && this.model.ofType(...FUNCTIONS).some(isCalled);
    return isNeeded ? this.found ??= restApisOf(this.model) : [];
  }
}

const OWN_STAGES = ['AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment'];
const STAGES = [...OWN_STAGES, 'AWS::Serverless::Api'];

/** The properties that hold the OpenAPI document of an API. */
const BODIES = { 'AWS::ApiGateway::RestApi': 'Body', 'AWS::Serverless::Api': 'DefinitionBody' };

function restApisOf(model: TemplateModel): RestApi[] {
  const apis = new Map<ModelResource, { stages: ModelResource[]; functions: Set<ModelResource> }>();
  const entryOf = (api: ModelResource) => {
    const entry = apis.get(api) ?? { stages: [], functions: new Set<ModelResource>() };
    apis.set(api, entry);
    return entry;
  };
  for (const stage of model.ofType(...OWN_STAGES)) {
    for (const api of model.targets(stage, 'RestApiId')) { entryOf(api).stages.push(stage); }
  }
  for (const method of model.ofType('AWS::ApiGateway::Method')) {
    const functions = calledAt(method, 'Integration.Uri', model).filter(isFunction);
    if (functions.length === 0) { continue; }
    for (const api of model.targets(method, 'RestApiId')) { functions.forEach((fn) => entryOf(api).functions.add(fn)); }
  }
  for (const [type, body] of Object.entries(BODIES)) {
    for (const api of model.ofType(type)) {
      calledAt(api, `${body}.paths`, model).filter(isFunction).forEach((fn) => entryOf(api).functions.add(fn));
    }
  }
  for (const fn of model.ofType('AWS::Serverless::Function')) {
    const named = samEvents(fn, 'Api').flatMap(({ RestApiId }) => model.targetsIn(fn.stack, RestApiId)).filter(({ type }) => type === 'AWS::Serverless::Api');
    for (const api of new Set(named)) { entryOf(api).functions.add(fn); }
  }
  for (const api of model.ofType('AWS::Serverless::Api')) { entryOf(api).stages.push(api); }
  return [...apis.values()].map(({ stages, functions }) => ({ stages, functions: [...functions] }));
}
