import { CoverageReport, TraceMap } from '../../src';
import { sayable, sayableData } from '../../src/report/sayable';
import { InputProblem } from '../../src/survey/reading/input-problem';

test.each([
  ['a\u001b[31mb\u0007\u007f\u009bc\0', 'a\\u001b[31mb\\u0007\\u007f\\u009bc\\u0000'],
  ['line\r\n\tend\u2028\u2029\u0085', 'line\\u000d\\u000a\\u0009end\\u2028\\u2029\\u0085'],
  ['\u202eright\u2066\u2069', '\\u202eright\\u2066\\u2069'],
  ['half\ud800 \ufffe', 'half\\ud800 \\ufffe'],
  ['::error::x', '\\u003a:error::x'],
  ['a\u200eb\u200fc\u061c', 'a\\u200eb\\u200fc\\u061c'],
  ['a ::add-mask::x', 'a \\u003a:add-mask::x'],
  ['a##[error]x ##vso[task.setvariable]', 'a\\u0023#[error]x \\u0023#vso[task.setvariable]'],
  ['AWS::Lambda::Function, (::1), ## [a] größer 😀 שלום', 'AWS::Lambda::Function, (::1), ## [a] größer 😀 שלום'],
])('of %j all can be seen', (text, said) => {
  expect(sayable(text)).toBe(said);
});

test('lines of a sentence stay, those of a name do not', () => {
  expect(sayableData([{ reason: 'old,\n\tand \u001b[1mbold', names: ['a\nb'] }])).toEqual([{ reason: 'old,\n\tand \\u001b[1mbold', names: ['a\\u000ab'] }]);
});

test('what can be said as it is is not copied', () => {
  const data = { names: ['a'], nothing: null, count: 1, deep: { reason: 'a\nb' } };
  expect(sayableData(data)).toBe(data);
});

describe('a name and a reason that steer terminals and CI servers', () => {
  const STEERING = '\u001b]0;title\u0007\u009b31m\u202ex\n::error::pwned';
  const templates = [{
    name: STEERING,
    template: {
      Resources: {
        Fn: { Type: 'AWS::Lambda::Function', Metadata: { 'aws:cdk:path': `${STEERING}/Fn` }, Properties: { FunctionName: STEERING, Role: `arn:aws:iam::1:role/${STEERING}` } },
        Left: { Type: 'AWS::SNS::Topic', Metadata: { 'cdk-xray': { excluded: STEERING } } },
        Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Fn' }, EventSourceArn: { 'Fn::GetAtt': [STEERING, 'Arn'] } } },
        [STEERING]: { Type: 'AWS::SQS::Queue' },
      },
    },
  }];
  const inputs = { templates, acknowledgements: [], problems: [new InputProblem('is broken', STEERING)] };
  const report = CoverageReport._of(inputs, {});
  const map = TraceMap._of(inputs, {});

  test.each([
    ['text', () => report.toText()],
    ['Markdown', () => report.toMarkdown()],
    ['Mermaid', () => map.toMermaid()],
    ['DOT', () => map.toDot()],
  ])('are shown and not obeyed in %s', (_, write) => {
    expect(write()).toMatch(/u001b|#92;u001b/);
    expect(write()).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|^\s*::/m);
  });

  test('are shown and not obeyed in a reason without anything else', () => {
    const template = { Resources: { Left: { Type: 'AWS::SNS::Topic', Metadata: { 'cdk-xray': { excluded: '##vso[task.complete]' } } } } };
    expect(CoverageReport.fromTemplate(template).toMarkdown()).not.toContain('##vso[');
  });

  test('are in the JSON as they are', () => {
    expect(JSON.parse(report.toJson()).resources.map(({ name }: any) => name)).toContain(`${STEERING}/Fn`);
    expect(JSON.parse(map.toJson()).nodes.map(({ name }: any) => name)).toContain(STEERING);
  });
});
