import type { Certainty } from '../../private/certainty';
import { endpointServes } from '../../private/template/vpc-endpoint';
import type { ModelResource, TemplateModel } from '../template-model';

/** The VPC endpoints of X-Ray. */
export function xrayEndpoints(model: TemplateModel): ModelResource[] {
  return endpointsIn(model, 'surely');
}

/** The VPC endpoints of X-Ray, and those of which only the deployment knows the service. */
export function possibleXRayEndpoints(model: TemplateModel): ModelResource[] {
  return [...xrayEndpoints(model), ...endpointsIn(model, 'perhaps')];
}

/** Whether only the deployment knows the service of an endpoint. */
export function isOfHiddenService(endpoint: ModelResource): boolean {
  return ofXRay(endpoint) === 'perhaps';
}

function endpointsIn(model: TemplateModel, certainty: Certainty): ModelResource[] {
  return model.ofType('AWS::EC2::VPCEndpoint').filter((endpoint) => ofXRay(endpoint) === certainty);
}

function ofXRay({ properties }: ModelResource): Certainty {
  return endpointServes(properties.ServiceName, 'xray');
}
