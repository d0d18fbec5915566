import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SpanQueries, type SpanQueriesProps } from '../../src';

function queries(props?: SpanQueriesProps): Record<string, string> {
  const stack = new Stack(new App(), 'Stack');
  new SpanQueries(stack, 'Spans', props);
  const template = Template.fromStack(stack);
  template.allResourcesProperties('AWS::Logs::QueryDefinition', { LogGroupNames: ['aws/spans'] });
  const definitions = Object.values(template.findResources('AWS::Logs::QueryDefinition'));
  return Object.fromEntries(definitions.map(({ Properties }) => [Properties.Name, Properties.QueryString]));
}

test('four questions, in a folder of the construct\'s own', () => {
  expect(Object.keys(queries()).sort()).toEqual(['Stack-Spans/Affected users', 'Stack-Spans/Faults', 'Stack-Spans/Slow operations', 'Stack-Spans/Throttles']);
});

test('the users are those that the attribute names', () => {
  const query = queries({ userAttribute: 'user.id', folder: 'Orders' })['Orders/Affected users'];
  expect(query).toContain('ispresent(`attributes.user.id`)');
  expect(query).toContain('by `attributes.user.id` as user');
  expect(queries()['Stack-Spans/Affected users']).toContain('`attributes.enduser.id`');
});

test('each query is a pipeline with a limit', () => {
  for (const query of Object.values(queries())) { expect(query).toMatch(/^filter .*\n\| stats .*\n\| sort .* desc\n\| limit 100$/); }
});

test.each(['', 'x'.repeat(231)])('a folder that leaves no room for the name of a query is refused: %s', (folder) => {
  expect(() => queries({ folder })).toThrow(/`folder` must have 1 to 230 characters/);
});

test.each(['Orders:Prod', 'Orders*', '/Orders', 'Orders/', 'Orders//Prod', '/'])('a folder that CloudFormation refuses is refused: %s', (folder) => {
  expect(() => queries({ folder })).toThrow(new Error(
    `[Stack/Spans] \`folder\` must have no \`:\` and \`*\`, and slashes only between two names, for example "Orders/Prod", got: "${folder}"`));
});

test('a folder may stand in another', () => {
  expect(Object.keys(queries({ folder: 'Our orders/Prod' }))).toContain('Our orders/Prod/Faults');
});

test('an attribute cannot end the query', () => {
  expect(() => queries({ userAttribute: 'x` | limit 1' })).toThrow(/`userAttribute` must be the name of a span's attribute/);
});
