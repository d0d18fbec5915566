/**
 * What is said of a collector that cannot reach X-Ray.
 *
 * @param isolated who may be in a subnet without a route to the internet
 */
export function xrayUnreachable(isolated: string): string {
  return `${isolated}, in a VPC without an interface endpoint for AWS X-Ray, to which the collector sends. Add `
    + '`vpc.addInterfaceEndpoint(\'XRay\', { service: ec2.InterfaceVpcEndpointAwsService.XRAY })`.';
}
