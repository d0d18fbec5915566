import { jsonPieces } from '../../src/report/json-pieces';

test('each item of a list has a line', () => {
  expect([...jsonPieces({ version: 1, count: { traced: 1 }, resources: [{ name: 'a' }, { name: '"b"\n' }], findings: [] })].join('')).toBe(`{
  "version": 1,
  "count": {"traced":1},
  "resources": [
    {"name":"a"},
    {"name":"\\"b\\"\\n"}
  ],
  "findings": []
}
`);
});
