import { taskTargets } from './state-machine-tasks';
import { isIntrinsic } from '../../../private/template/intrinsics';
import { definitionIn, STATE_MACHINE_TYPES, type StateMachineDefinition } from '../../../private/template/state-machine-definition';
import { taskStates } from '../../../private/template/task-states';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import type { GrantedCall } from '../granted-call';
import type { MapEnd } from '../map-end';

/** What the tasks of a state machine call. Where its definition is not in the template, what is put into it and what its role may call stand for them. */
export const STATE_MACHINES: EdgeSource = {
  types: STATE_MACHINE_TYPES,
  edges: (machine, context) => {
    const definition = definitionOf(machine, context);
    if (!definition) { return unseenDefinition(machine, context); }
    let granted: MapEnd[] | undefined;
    const owner = { stack: machine.stack, variables: definition.variables, granted: () => granted ??= callsOf(machine, context).map(({ to }) => to) };
    return taskStates(definition.content).flatMap((task) =>
      edgesBetween([machine], taskTargets(task, owner, context), 'task', evidenceAt(machine, `${definition.property}.${task.path}`)));
  },
};

/** The properties that name the file of a definition. */
const FILES = ['DefinitionUri', 'DefinitionS3Location'];

function definitionOf(machine: ModelResource, { documents }: SourceContext): StateMachineDefinition | undefined {
  const { properties } = machine;
  const included = isIntrinsic(properties.Definition) ? documents.included(machine, 'Definition') : undefined;
  if (included) { return definitionIn({ ...properties, Definition: included }); }
  return definitionIn(properties) ?? FILES.flatMap((property) => {
    const content = documents.named(machine, property);
    return content ? [{ property, content, variables: Object(properties.DefinitionSubstitutions) }] : [];
  })[0];
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
