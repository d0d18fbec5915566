import { globalsFor, withGlobals } from '../../../src/private/template/sam-inheritance';

const FUNCTION = 'AWS::Serverless::Function';

/** What a function has of its own properties and of those in Globals. */
const merged = (own: any, inherited: any) => withGlobals(FUNCTION, own, { Function: inherited });

test.each<[string, any, any, any]>([
  ['a scalar of its own counts', { Runtime: 'java21' }, { Runtime: 'nodejs22.x' }, { Runtime: 'java21' }],
  ['what it does not say is inherited', {}, { Tracing: 'Active' }, { Tracing: 'Active' }],
  ['lists follow upon each other', { Layers: ['b', 'a'] }, { Layers: ['a'] }, { Layers: ['a', 'b', 'a'] }],
  ['maps are merged, in whatever depth', { Environment: { Variables: { A: 1, B: 2 } } }, { Environment: { Variables: { B: 3, C: 4 } } },
    { Environment: { Variables: { A: 1, B: 2, C: 4 } } }],
  ['an intrinsic function is no map', { Layers: { 'Fn::If': ['C', [], []] } }, { Layers: ['a'] }, { Layers: { 'Fn::If': ['C', [], []] } }],
  ['an intrinsic function in Globals is no map either', { Environment: { Variables: {} } }, { Environment: { Ref: 'X' } }, { Environment: { Variables: {} } }],
  ['of a list and a map its own counts', { CodeUri: { Bucket: 'b' } }, { CodeUri: 's3://b/k' }, { CodeUri: { Bucket: 'b' } }],
  ['Globals of anything else are none', { Runtime: 'java21' }, 'text', { Runtime: 'java21' }],
])('%s', (_, own, inherited, expected) => {
  expect(merged(own, inherited)).toEqual(expected);
});

test('each type has a section of its own', () => {
  expect(withGlobals('AWS::Serverless::Api', {}, { Function: { Tracing: 'Active' }, Api: { TracingEnabled: true } })).toEqual({ TracingEnabled: true });
});

test.each<[string, any, any]>([
  [FUNCTION, undefined, { Function: { Tracing: 'Active', Timeout: 3 }, Api: { Tracing: 'x' } }],
  [FUNCTION, '*', { Api: { Tracing: 'x' } }],
  [FUNCTION, ['Tracing'], { Function: { Timeout: 3 }, Api: { Tracing: 'x' } }],
  ['AWS::Serverless::StateMachine', '*', { Function: { Tracing: 'Active', Timeout: 3 }, Api: { Tracing: 'x' } }],
  ['AWS::Lambda::Function', '*', { Function: { Tracing: 'Active', Timeout: 3 }, Api: { Tracing: 'x' } }],
])('what a resource of type %s that ignores %j has of Globals', (type, ignored, expected) => {
  expect(globalsFor({ Function: { Tracing: 'Active', Timeout: 3 }, Api: { Tracing: 'x' } }, ignored, type)).toEqual(expected);
});
