import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/**
 * Every App that a test makes leaves a folder behind. All go into one, which `global-teardown.ts` removes.
 *
 * The tests on a real server keep what they install from run to run, and clean up by themselves.
 */
export default function useOwnTemporaryFolder(): void {
  if (process.env.CDK_XRAY_REAL) { return; }
  process.env.CDK_XRAY_TEST_FOLDER = mkdtempSync(join(tmpdir(), 'cdk-xray-tests-'));
  process.env.TMPDIR = process.env.CDK_XRAY_TEST_FOLDER;
}
