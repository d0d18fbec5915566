import { plainText } from '../private/intrinsics';
import type { InspectedResource } from '../tracing/inspected-resource';
import { type IResourceTracer, XRayAccess } from '../tracing/resource-tracer';
import type { TracerContext } from '../tracing/tracer-context';
import { TracingFinding, TracingStatus } from '../tracing/tracing-finding';

/**
 * A canary of a Node.js runtime that documents tracing: `RunConfig.ActiveTracing`. Its execution role sends the segments. A run takes 2.5 to 7 percent longer.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_tracing.html
 */
export class SyntheticsCanaryTracer implements IResourceTracer {
  public readonly resourceType = 'AWS::Synthetics::Canary';
  public readonly ruleId = 'SyntheticsCanaryTracing';
  public readonly access = XRayAccess.SEND_SEGMENTS;
  public readonly roleProperty = 'ExecutionRoleArn';

  public inspect(resource: InspectedResource): TracingFinding {
    const finding = TracingFinding.ofProperty(resource, 'RunConfig.ActiveTracing', true);
    const runtime = resource.property('RuntimeVersion');
    return finding.status !== TracingStatus.UNTRACED || isDocumented(runtime) ? finding : TracingFinding.unknown(
      `\`RuntimeVersion\` is ${JSON.stringify(runtime)}, and AWS documents tracing for the Puppeteer runtimes of Node.js from syn-nodejs-2.0 on`,
      'use a syn-nodejs-puppeteer runtime, or set `RunConfig.ActiveTracing` yourself where you know that it works',
    );
  }

  public enable(context: TracerContext): void {
    context.set('RunConfig.ActiveTracing', true);
  }
}

/** `syn-nodejs-2.0` and later, which are called `syn-nodejs-puppeteer-3.0` and so on since. */
function isDocumented(runtime: unknown): boolean {
  const major = /^syn-nodejs-(?:puppeteer-)?(\d+)\.\d+$/.exec(plainText(runtime))?.[1];
  return major !== undefined && Number(major) >= 2;
}
