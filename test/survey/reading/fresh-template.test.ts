import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { FreshTemplates } from '../../../src/survey/reading/fresh-template';

const templates = new FreshTemplates();
const file = join(mkdtempSync(join(tmpdir(), 'cdk-xray-fresh-')), 'Orders.template.json');
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

function readBack(text: string): any {
  writeFileSync(file, text);
  return templates.read(file);
}

/** Resources of half a megabyte, with what looks like the end of one in their texts. */
const RESOURCES = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`Topic${index}`, {
  Type: 'AWS::SNS::Topic',
  Properties: { DisplayName: '\n  },\n  "Ü→😀'.repeat(index % 7 === 0 ? 300 : 20), Tags: [{ Key: 'a', Value: { Ref: `Topic${index - 1}` } }] },
}]));

const PARAMETERS = { Stage: { Type: 'String' }, Owner: { Type: 'String' } };

test.each([
  ['resources alone', { Resources: RESOURCES }],
  ['sections before and after them', { Description: '{\n "Resources": {\n', Parameters: PARAMETERS, Resources: RESOURCES, Outputs: { A: { Value: 'a' }, B: { Value: 'b' } } }],
  ['one large resource', { Resources: { Topic: { Type: 'AWS::SNS::Topic', Metadata: { text: 'x'.repeat(300_000) } } } }],
  ['few resources', { Resources: { Topic: RESOURCES.Topic0 } }],
  ['no resource', { Resources: {}, Parameters: PARAMETERS, Metadata: { text: 'x'.repeat(300_000) } }],
  ['no section for them', { Parameters: PARAMETERS, Metadata: { text: 'x'.repeat(300_000) } }],
])('a template with %s is read as it was written, whatever its indentation', (_, template) => {
  for (const indentation of [1, 0, 2, 4, '\t']) {
    const text = JSON.stringify(template, undefined, indentation);
    expect(JSON.stringify(readBack(text))).toBe(JSON.stringify(template));
  }
});

test('what an earlier and larger file left is not read', () => {
  readBack(JSON.stringify({ Resources: RESOURCES }, undefined, 1));
  expect(readBack('{"Resources":{}}')).toEqual({ Resources: {} });
});
