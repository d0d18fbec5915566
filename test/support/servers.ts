import { type App, aws_ec2 as ec2, aws_iam as iam, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TraceCollector, type TracingOptions, XRayTracing } from '../../src';
import { testApp } from '../contract/apps';

/** What the tests' collector is installed with. `${HOME}` would be taken for a variable within an `Fn::Sub`. */
export const LINUX_SCRIPT = '(\n  echo "${HOME} collector"\n)\n';
export const WINDOWS_SCRIPT = '& {\n  Write-Host "collector"\n}\n';

/** How the commands stand in user data. */
export const LINUX_COMMANDS = `# cdk-xray: trace collector test-collector\n${LINUX_SCRIPT}`;
export const WINDOWS_COMMANDS = `# cdk-xray: trace collector test-collector\n${WINDOWS_SCRIPT}`;

/** A collector with short commands. */
export const COLLECTOR = new TraceCollector({ name: 'test-collector', linuxInstallScript: LINUX_SCRIPT, windowsInstallScript: WINDOWS_SCRIPT });

export const LINUX_IMAGE = ec2.MachineImage.latestAmazonLinux2023();
export const WINDOWS_IMAGE = ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE);
export const INSTANCE_TYPE = new ec2.InstanceType('t3.micro');

/** A stack in an app, whose servers get the tests' collector. */
export function tracedStack(options: TracingOptions = {}, app: App = testApp()): Stack {
  XRayTracing.of(app).enable({ collector: COLLECTOR, ...options });
  return new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
}

/** An instance as the L2 makes it. */
export function instance(scope: Construct, id: string, props: Partial<ec2.InstanceProps> = {}): ec2.Instance {
  const vpc = (scope.node.tryFindChild('Vpc') ?? new ec2.Vpc(scope, 'Vpc', { maxAzs: 1, natGateways: 1 })) as ec2.Vpc;
  return new ec2.Instance(scope, id, { vpc, instanceType: INSTANCE_TYPE, machineImage: LINUX_IMAGE, ...props });
}

/** A role for servers. */
export function serverRole(scope: Construct, id = 'ServerRole'): iam.Role {
  return new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
}

/** The name of an instance profile, as L1s refer to it. */
export function profileName(scope: Construct, id = 'Profile'): string {
  return new iam.CfnInstanceProfile(scope, id, { roles: [serverRole(scope, `${id}Role`).roleName] }).ref;
}
