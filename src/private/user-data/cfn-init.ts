import { collectorIn, type CollectorSign } from './collector-commands';
import { withoutContinuations } from './commands';
import { isObject } from '../template/intrinsics';
import { linesOf, searchableText, type TextReader } from '../template/template-text';

/** The key of the metadata that cfn-init goes by. */
export const INIT_METADATA = 'AWS::CloudFormation::Init';

const CALL = /\bcfn-init(?:\.exe)?["']?[ \t]/;
const RESOURCE = /(?:--resource|-r)(?:\s+|=)["']?([A-Za-z0-9]+)/;

/** The logical ids of the resources of which a script has cfn-init carry out the metadata. */
export function initializedBy(script: string): string[] {
  if (!script.includes('cfn-init')) { return []; }
  const [, ...calls] = withoutContinuations(script).split(CALL);
  return calls.flatMap((call) => RESOURCE.exec(call.split('\n', 1)[0])?.[1] ?? []);
}

/** What the metadata of cfn-init shows of a collector. Which of its configurations are carried out is not asked. */
export function collectorInInit(init: unknown, read: TextReader): CollectorSign {
  return isAnyNamedXRay(init) ? 'installed' : collectorIn(textOfInit(init, read));
}

/** All that the metadata of cfn-init has cfn-init do and write, as far as it is visible. */
export function textOfInit(init: unknown, read: TextReader = searchableText): string {
  return linesOf(init, read).join('\n'); // a file may be given as an object, which becomes JSON
}

/** Whether a package or a service is called as the unit of the X-Ray daemon. */
function isAnyNamedXRay(init: unknown): boolean {
  return valuesOf(init).flatMap((config) => [...valuesOf(config.packages), ...valuesOf(config.services)]).some((named) => 'xray' in named);
}

function valuesOf(value: unknown): Record<string, any>[] {
  return isObject(value) ? Object.values(value).filter(isObject) : [];
}
