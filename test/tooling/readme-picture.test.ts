import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { HealthStack } from '../../examples/order-service/lib/health-stack';
import { TraceMap, XRayTracing } from '../../src';
import { EXAMPLE_APPS } from '../validation/example-apps';

const ROOT = join(__dirname, '..', '..');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Another version of the CDK makes other templates, and so another picture. */
const isAtFloor = read(require.resolve('aws-cdk-lib/package.json')).version === read(join(ROOT, 'package.json')).devDependencies['aws-cdk-lib'];

const STALE = 'docs/trace-map.svg is not what the demo draws: run `npm run demo`, then `cp examples/out/xray-map.svg docs/trace-map.svg`';

(isAtFloor ? test : test.skip)('the picture of the README is the trace map of the order service', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-xray-picture-'));
  try {
    const { context, define } = EXAMPLE_APPS[0];
    const app = new App({ outdir, context: { ...context, 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true } });
    define(app);
    new HealthStack(app, 'OrderHealth', { env: { account: '111122223333', region: 'us-east-1' } });
    XRayTracing.of(app).enable();
    app.synth();
    const committed = readFileSync(join(ROOT, 'docs', 'trace-map.svg'), 'utf8');
    // The difference between two pictures tells nobody what to do.
    if (TraceMap.fromAssembly(outdir).toSvg() !== committed) { throw new Error(STALE); }
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
