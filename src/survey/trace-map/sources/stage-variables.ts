import { templateText } from '../../../private/template/template-text';
import type { ModelStack } from '../../template-model';
import type { SourceContext } from '../edge-source';
import type { MapEnd } from '../map-end';

/** A variable of a stage within a text, which `Fn::Sub` wants written with an exclamation mark. */
const VARIABLE = /\$\{!?stageVariables\.(\w+)\}/;

/** The alias of a function that a variable names says nothing of which function it is. */
const VARIABLE_ALIAS = /(:function:[^:]+):\$\{!?stageVariables\.\w+\}$/;

/** Where a stage of an API, or what makes one, has what is asked of it. */
interface StageProperties {
  /**
   * The property that names the API.
   * @default - it is the API itself
   */
  readonly api?: string;
  variablesOf(properties: Record<string, any>): any;
}

const STAGES: Readonly<Record<string, StageProperties>> = {
  'AWS::ApiGateway::Deployment': { api: 'RestApiId', variablesOf: ({ StageDescription }) => Object(StageDescription).Variables },
  'AWS::ApiGateway::Stage': { api: 'RestApiId', variablesOf: ({ Variables }) => Variables },
  'AWS::ApiGatewayV2::Stage': { api: 'ApiId', variablesOf: ({ StageVariables }) => StageVariables },
  'AWS::Serverless::Api': { variablesOf: ({ Variables }) => Variables },
  'AWS::Serverless::HttpApi': { variablesOf: ({ StageVariables }) => StageVariables },
};

/** A text without the variable of a stage that names the alias of a function. */
export function withoutVariableAlias(text: string): string {
  return text.replace(VARIABLE_ALIAS, '$1');
}

/** Whether a text has a variable of a stage in it. */
export function hasStageVariable(text: string | undefined): boolean {
  return VARIABLE.test(text ?? '');
}

/** What a text with a variable means in the stages of some APIs: the nodes that the variable refers to, or that the text names with the variable's value in it. */
export function endsByVariable(text: string, stack: ModelStack, apis: readonly MapEnd[], context: SourceContext): MapEnd[] {
  return valuesIn(text, apis, context).flatMap((value) => {
    const nodes = context.ends.nodesIn(stack, value);
    return nodes.length > 0 ? nodes : context.ends.byText(stack, text.replace(VARIABLE, () => templateText(value) ?? ''));
  });
}

/** The values that the stages of some APIs give to the variable in a text. */
export function valuesIn(text: string, apis: readonly MapEnd[], { model }: Pick<SourceContext, 'model'>): any[] {
  const name = VARIABLE.exec(text)?.[1] ?? '';
  return model.ofType(...Object.keys(STAGES)).flatMap((stage) => {
    const { api, variablesOf } = STAGES[stage.type];
    const value = Object(variablesOf(stage.properties))[name];
    if (value === undefined) { return []; }
    const staged = api === undefined ? [stage] : model.targets(stage, api);
    return staged.some((each) => apis.includes(each)) ? [value] : [];
  });
}
