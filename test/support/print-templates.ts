/** Prints the templates of all contract apps with tracing as JSON, for whoever runs this file as a process of its own. */
import { CONTRACT_APPS } from './contract-stacks';
import { synthesize, templateTexts } from './synthesis';
import { switchValidatorOff } from './validator';
import { XRayTracing } from '../../src';

switchValidatorOff();

const templates = CONTRACT_APPS.map((contractApp) => [
  contractApp.name,
  synthesize(contractApp, (app) => XRayTracing.of(app).enable(), (_, assembly) => templateTexts(assembly)),
]);
process.stdout.write(JSON.stringify(Object.fromEntries(templates)));
