import { aws_kms as kms, Stack, StackProps } from 'aws-cdk-lib';
import { DefaultSamplingRule, SamplingRate, XRayEncryption } from 'cdk-xray';
import { Construct } from 'constructs';

/** What X-Ray keeps once for the whole account and region. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.addEncryption();
    this.addSampling();
  }

  private addEncryption() {
    const encryptionKey = new kms.Key(this, 'TraceKey', { description: 'Encrypts the traces of X-Ray', enableKeyRotation: true });
    new XRayEncryption(this, 'TraceEncryption', { encryptionKey });
  }

  private addSampling() {
    new DefaultSamplingRule(this, 'OtherRequests', { rate: SamplingRate.perSecond(1).thenPercent(10) });
  }
}
