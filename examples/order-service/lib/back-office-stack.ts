import { aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_elasticbeanstalk as beanstalk, aws_iam as iam, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface BackOfficeStackProps extends StackProps {
  readonly vpc: ec2.IVpc;
}

/** What the staff use: the servers that price products, and the support desk. */
export class BackOfficeStack extends Stack {
  constructor(scope: Construct, id: string, props: BackOfficeStackProps) {
    super(scope, id, props);
    this.addPricingServers(props.vpc);
    this.addSupportDesk(props.vpc);
  }

  private addPricingServers(vpc: ec2.IVpc) {
    new autoscaling.AutoScalingGroup(this, 'PricingServers', {
      vpc,
      launchTemplate: new ec2.LaunchTemplate(this, 'PricingServer', {
        instanceType: ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
        machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
        blockDevices: [{ deviceName: '/dev/xvda', volume: autoscaling.BlockDeviceVolume.ebs(20, { encrypted: true }) }],
        requireImdsv2: true,
        role: new iam.Role(this, 'PricingServerRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
        securityGroup: new ec2.SecurityGroup(this, 'PricingServerSecurityGroup', { vpc, description: 'Servers that price products' }),
        userData: ec2.UserData.forLinux(),
      }),
      minCapacity: 2,
      maxCapacity: 6,
    });
  }

  private addSupportDesk(vpc: ec2.IVpc) {
    const profile = new iam.InstanceProfile(this, 'SupportDeskProfile', {
      role: new iam.Role(this, 'SupportDeskRole', {
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
        managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSElasticBeanstalkWebTier')],
      }),
    });
    const application = new beanstalk.CfnApplication(this, 'SupportDesk', { description: 'Support desk of the order service' });
    const options = {
      'aws:autoscaling:launchconfiguration': { IamInstanceProfile: profile.instanceProfileName },
      'aws:ec2:vpc': { VPCId: vpc.vpcId, Subnets: vpc.privateSubnets.map((subnet) => subnet.subnetId).join(',') },
      'aws:elasticbeanstalk:healthreporting:system': { SystemType: 'enhanced' },
      'aws:elasticbeanstalk:managedactions': { ManagedActionsEnabled: 'true', PreferredStartTime: 'Sun:03:00' },
      'aws:elasticbeanstalk:managedactions:platformupdate': { UpdateLevel: 'minor' },
    };
    new beanstalk.CfnEnvironment(this, 'SupportDeskEnvironment', {
      applicationName: application.ref,
      solutionStackName: '64bit Amazon Linux 2023 v6.6.0 running Node.js 22',
      optionSettings: optionSettings(options),
    });
  }
}

/** Beanstalk wants one list entry per option; a table by namespace is easier to read. */
function optionSettings(options: Record<string, Record<string, string>>): beanstalk.CfnEnvironment.OptionSettingProperty[] {
  return Object.entries(options).flatMap(([namespace, values]) =>
    Object.entries(values).map(([optionName, value]) => ({ namespace, optionName, value })));
}
