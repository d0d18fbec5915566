import { HIDDEN, searchableText } from '../../private/template/template-text';
import type { ModelResource, TemplateModel } from '../template-model';

/** The VPC endpoints of X-Ray. */
export function xrayEndpoints(model: TemplateModel): ModelResource[] {
  return model.ofType('AWS::EC2::VPCEndpoint').filter((endpoint) => /\.xray(?:-fips)?$/.test(endpointService(endpoint)));
}

/** The VPC endpoints of X-Ray, and those of which only the deployment knows the service. */
export function possibleXRayEndpoints(model: TemplateModel): ModelResource[] {
  return [...xrayEndpoints(model), ...model.ofType('AWS::EC2::VPCEndpoint').filter(isOfHiddenService)];
}

/** Whether only the deployment knows the service of an endpoint. */
export function isOfHiddenService(endpoint: ModelResource): boolean {
  return endpointService(endpoint).endsWith(HIDDEN);
}

function endpointService({ properties }: ModelResource): string {
  return searchableText(properties.ServiceName);
}
