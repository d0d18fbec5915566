import { App } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { BatchJobTracer } from '../lib/batch-job-tracer';
import { ImportStack } from '../lib/import-stack';

const app = new App();
new ImportStack(app, 'Import');

XRayTracing.of(app).registerTracer(new BatchJobTracer());
XRayTracing.of(app).enable();
