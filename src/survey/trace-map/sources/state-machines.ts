import { variableText } from './definition-text';
import { taskStates, taskTargets } from './state-machine-tasks';
import { isIntrinsic, isObject } from '../../../private/template/intrinsics';
import { quotedPlaceholders } from '../../reading/placeholders';
import { STATE_MACHINE_TYPES } from '../../state-machine-types';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { GrantedCall } from '../granted-calls';
import type { MapEnd } from '../map-end';

/** What the tasks of a state machine call. Where its definition is not in the template, what is put into it and what its role may call stand for them. */
export const STATE_MACHINES: EdgeSource = {
  types: STATE_MACHINE_TYPES,
  edges: (machine, context) => {
    const definition = definitionOf(machine, context);
    if (!definition) { return unseenDefinition(machine, context); }
    const variables = { ...Object(machine.properties.DefinitionSubstitutions), ...definition.variables };
    let granted: MapEnd[] | undefined;
    const owner = { stack: machine.stack, variables, granted: () => granted ??= callsOf(machine, context).map(({ to }) => to) };
    return taskStates(definition.content).flatMap((task) =>
      edgesBetween([machine], taskTargets(task, owner, context), 'task', evidenceAt(machine, `${definition.property}.${task.path}`)));
  },
};

/** A definition that the template, or a file beside it, holds. */
interface Definition {
  readonly property: string;
  readonly content: any;
  readonly variables: Readonly<Record<string, any>>;
}

/** The properties that name the file of a definition. */
const FILES = ['DefinitionUri', 'DefinitionS3Location'];

function definitionOf(machine: ModelResource, { documents }: SourceContext): Definition | undefined {
  const { Definition, DefinitionString } = machine.properties;
  const content = isIntrinsic(Definition) ? documents.included(machine, 'Definition') : Definition;
  if (isObject(content)) { return { property: 'Definition', content, variables: {} }; }
  return writtenDefinition(DefinitionString) ?? FILES.flatMap((property) => {
    const document = documents.named(machine, property);
    return document ? [{ property, content: document, variables: {} }] : [];
  })[0];
}

function writtenDefinition(value: any): Definition | undefined {
  const written = variableText(value);
  if (!written) { return undefined; }
  try {
    return { property: 'DefinitionString', content: JSON.parse(quotedPlaceholders(written.text)), variables: written.variables };
  } catch {
    return undefined; // a variable stands for more than a value
  }
}

/** What the role of a state machine may call. */
function callsOf(machine: ModelResource, { grants }: SourceContext): GrantedCall[] {
  return [...grants.ofRole(machine, 'RoleArn'), ...grants.ofRole(machine, 'Role'), ...grants.ofSamPolicies(machine)].filter(({ relation }) => relation === 'calls');
}

function unseenDefinition(machine: ModelResource, context: SourceContext): FoundEdge[] {
  const parts = ['DefinitionString', 'DefinitionSubstitutions'].filter((property) => machine.properties[property] !== undefined);
  return [
    ...parts.flatMap((property) => edgesBetween([machine], context.ends.nodesIn(machine.stack, machine.properties[property]), 'task', evidenceAt(machine, property))),
    ...callsOf(machine, context).flatMap(({ to, evidence }) => edgesBetween([machine], [to], 'task', evidence)),
  ];
}
