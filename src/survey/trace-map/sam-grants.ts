import { allowedBy, relationTo } from './called-actions';
import { calledService } from './called-services';
import type { FoundEvidence } from './edge-source';
import type { Ends } from './ends';
import { arnOfCallee, type GrantedCall } from './granted-call';
import { externalByName, externalService, type MapEnd } from './map-end';
import { SAM_NAMES, SAM_POLICIES } from './sam-policies';
import { busesOf } from './sources/event-buses';
import { isObject } from '../../private/template/intrinsics';
import { templateText } from '../../private/template/template-text';
import type { ModelStack } from '../template-model';

/** What a policy template of SAM lets its bearer do with what its parameters name. */
export function grantsOfSamPolicy(name: string, parameters: any, evidence: FoundEvidence, ends: Ends): GrantedCall[] {
  const action = SAM_POLICIES[name];
  if (action === undefined) { return []; }
  const service = calledService(action);
  if (service !== undefined) { return [{ to: externalService(service), relation: 'calls', evidence }]; }
  const allowed = allowedBy([action]);
  return endsOfSamPolicy(evidence.resource.stack, parameters, ends).flatMap((to) => {
    const relation = relationTo(to, undefined, allowed);
    return relation ? [{ to, relation, evidence }] : [];
  });
}

/** What the parameters of a policy template refer to, or name. */
function endsOfSamPolicy(stack: ModelStack, parameters: any, ends: Ends): MapEnd[] {
  const nodes = ends.nodesIn(stack, parameters);
  if (nodes.length > 0 || !isObject(parameters)) { return nodes; }
  return Object.entries(parameters).flatMap(([parameter, value]) => namedInSamPolicy(stack, parameter, value, ends));
}

function namedInSamPolicy(stack: ModelStack, parameter: string, value: any, ends: Ends): MapEnd[] {
  const name = templateText(value);
  const service = SAM_NAMES[parameter];
  if (parameter !== 'EventBusName' && service === undefined) { return ends.byText(stack, arnOfCallee(name)); }
  if (name === undefined || /[*?]/.test(name)) { return []; }
  if (parameter === 'EventBusName') { return busesOf(stack, value, ends); }
  const known = ends.named(stack, service, name);
  if (known) { return [known]; }
  return typeof value === 'string' ? [externalByName(value, service)] : [];
}
