import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..', '..');

const APP = `
  import { App, CfnResource, Stack } from 'aws-cdk-lib';
  import { XRayTracing } from ${JSON.stringify(join(ROOT, 'lib'))};
  import { switchValidatorOff } from ${JSON.stringify(join(ROOT, 'test', 'support', 'validator.ts'))};

  switchValidatorOff();
  const app = new App({ outdir: process.argv[2] });
  new CfnResource(new Stack(app, 'Shop'), 'Topic', { type: 'AWS::SNS::Topic' });
  XRayTracing.of(app).enable();
  XRayTracing.of(app).check();
  app.synth();
`;

test('an app that is bundled into one file, the library with it, is traced and checked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-bundled-'));
  const [app, bundle, outdir] = ['app.ts', 'bundle.js', 'cdk.out'].map(file => join(folder, file));
  writeFileSync(app, APP);
  buildSync({ entryPoints: [app], outfile: bundle, bundle: true, external: ['aws-cdk-lib', 'constructs'], logLevel: 'warning', platform: 'node' });
  execFileSync(process.execPath, [bundle, outdir], { env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') } });
  expect(existsSync(join(outdir, 'xray-coverage.html'))).toBe(true);
});
