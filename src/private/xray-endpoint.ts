/** What to do where a VPC has no way to X-Ray. */
export const ADD_XRAY_ENDPOINT = 'add an interface endpoint for AWS X-Ray to the VPC: `new XRayVpcEndpoint(this, \'XRayEndpoint\', { vpc })`';
