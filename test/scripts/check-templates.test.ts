import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const { checkTemplates } = jest.requireActual('../../scripts/corpus/check-templates');

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'check-templates-'));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true });
});

/**
 * A child process that does what the body says with each `file` it is sent.
 */
function workerThat(body: string, timeoutSeconds = 20) {
  const worker = path.join(directory, 'worker.js');
  fs.writeFileSync(worker, `process.on('message', ({ file }) => { ${body} });`);
  return { worker, timeoutSeconds };
}

const LOADS = 'process.send({ loaded: true });';
const ANSWERS = 'process.send({ result: { loaded: true, from: file } });';

test('hands results over in the order of the files', async () => {
  const seen: string[] = [];
  const slowFirst = workerThat(`setTimeout(() => { ${ANSWERS} }, file === 'a' ? 300 : 0);`);
  const results = await checkTemplates(['a', 'b', 'c', 'd'], (result: { file: string }) => seen.push(result.file), slowFirst);
  expect(seen).toEqual(['a', 'b', 'c', 'd']);
  expect(results[3]).toEqual({ file: 'd', loaded: true, from: 'd' });
});

test('a process that ends after loading is a crash, and the rest is checked', async () => {
  const worker = workerThat(`if (file === 'b') { ${LOADS} process.exit(3); } ${ANSWERS}`);
  const results = await checkTemplates(['a', 'b', 'c'], () => undefined, worker);
  expect(results[1]).toMatchObject({ file: 'b', loaded: true, crashes: ['its process ended (exit code 3)'] });
  expect(results[2]).toMatchObject({ file: 'c', from: 'c' });
});

test('a process that ends before loading is no crash', async () => {
  const results = await checkTemplates(['a'], () => undefined, workerThat('process.exit(3);'));
  expect(results).toEqual([{ file: 'a', loaded: false, reason: 'its process ended (exit code 3)' }]);
});

test('a template that never ends is a crash', async () => {
  const results = await checkTemplates(['a'], () => undefined, workerThat(LOADS, 3));
  expect(results[0].crashes).toEqual(['it did not end within 3 seconds (SIGKILL)']);
});
