import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { cloudformation_include as cfninc, type Stack } from 'aws-cdk-lib';

/** Includes a template in a stack. */
export function includeTemplate(stack: Stack, template: object, id = 'Include', props: Partial<cfninc.CfnIncludeProps> = {}): cfninc.CfnInclude {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-include-'));
  const templateFile = path.join(folder, 'template.json');
  fs.writeFileSync(templateFile, JSON.stringify(template));
  try {
    return new cfninc.CfnInclude(stack, id, { templateFile, ...props });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
