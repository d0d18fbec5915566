import { rmSync } from 'fs';

/** Removes the folder that `global-setup.ts` made. */
export default function removeOwnTemporaryFolder(): void {
  const folder = process.env.CDK_XRAY_TEST_FOLDER;
  if (folder) { rmSync(folder, { recursive: true, force: true }); }
}
