import { searchableText } from '../private/template/template-text';
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
    if (finding.status === TracingStatus.EXCLUDED) { return finding; }
    const runtime = resource.property('RuntimeVersion');
    const name = String(resource.parameterDefault('RuntimeVersion') ?? searchableText(runtime));
    if (name === 'syn-1.0') { return TracingFinding.unsupported('the runtime syn-1.0 is older than tracing, which begins with syn-nodejs-2.0', NEWER_RUNTIME); }
    return finding.status !== TracingStatus.UNTRACED || isDocumented(name) ? finding : TracingFinding.unknown(
      `\`RuntimeVersion\` is ${JSON.stringify(runtime)}, and AWS documents tracing for the Puppeteer runtimes of Node.js from syn-nodejs-2.0 on`,
      `${NEWER_RUNTIME}, or set \`RunConfig.ActiveTracing\` yourself where you know that it works`,
    );
  }

  public enable(context: TracerContext): void {
    context.set('RunConfig.ActiveTracing', true);
  }
}

const NEWER_RUNTIME = 'use a syn-nodejs-puppeteer runtime';

/** `syn-nodejs-2.0` and later, which are called `syn-nodejs-puppeteer-3.0` and so on since. */
function isDocumented(runtime: string): boolean {
  return runtime.startsWith('syn-nodejs-puppeteer-') || Number(/^syn-nodejs-(\d+)\.\d+$/.exec(runtime)?.[1]) >= 2;
}
