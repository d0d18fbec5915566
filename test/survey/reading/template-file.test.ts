import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseTemplate, readTemplateFile } from '../../../src/survey/reading/template-file';

const problemOf = (text: string) => {
  try {
    parseTemplate(text, 't.yaml');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test('JSON and YAML give the same template', () => {
  const json = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TracingConfig": "Active"}}}}';
  const yaml = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TracingConfig: Active\n';
  expect(parseTemplate(yaml, 't.yaml')).toEqual(parseTemplate(json, 't.json'));
});

test('the short forms of functions stand for their long forms, on scalars, lists and mappings', () => {
  const { Resources: { Fn: { Properties } } } = parseTemplate(`
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Output: !GetAtt Nested.Outputs.Topic
      Parts: !GetAtt [Role, Arn]
      Name: !Ref Name
      Size: !If [IsProd, !Ref Large, 128]
      Url: !Sub ['\${Host}/x', {Host: !ImportValue host}]
      Joined: !Join
        - '-'
        - - a
          - !Sub '\${AWS::Region}'
      Included: !Transform {Name: AWS::Include}
      Version: 2012-10-17
`, 't.yaml');
  expect(Properties).toEqual({
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Output: { 'Fn::GetAtt': ['Nested', 'Outputs.Topic'] },
    Parts: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Name: { Ref: 'Name' },
    Size: { 'Fn::If': ['IsProd', { Ref: 'Large' }, 128] },
    Url: { 'Fn::Sub': ['${Host}/x', { Host: { 'Fn::ImportValue': 'host' } }] },
    Joined: { 'Fn::Join': ['-', ['a', { 'Fn::Sub': '${AWS::Region}' }]] },
    Included: { 'Fn::Transform': { Name: 'AWS::Include' } },
    Version: '2012-10-17',
  });
});

describe('YAML 1.1, which CloudFormation reads:', () => {
  const valueOf = (text: string) => parseTemplate(`Resources:\n  A:\n    Type: X::Y\n    Properties:\n      P: ${text}\n`, 't.yaml').Resources.A.Properties.P;

  test.each(['yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'])('%s is true', (word) => expect(valueOf(word)).toBe(true));

  test.each(['no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'])('%s is false', (word) => expect(valueOf(word)).toBe(false));

  test.each([["'yes'", 'yes'], ['"on"', 'on'], ['!Ref no', { Ref: 'no' }], ['yEs', 'yEs'], ['N', 'N'], ['y', 'y'], ['|-\n        off', 'off']])(
    '%s is no boolean', (text, value) => expect(valueOf(text)).toEqual(value),
  );

  test.each([['0300', 192], ['-017', -15], ['012345678901', 12345678901], ["'012345678901'", '012345678901'], ['0', 0], ['2012-10-17', '2012-10-17']])(
    '%s is %p', (text, value) => expect(valueOf(text)).toBe(value),
  );

  test('a text that says its version is read like any other', () => {
    expect(parseTemplate('%YAML 1.1\n---\nResources:\n  A: {Version: 2012-10-17, Type: N, On: yes}\n', 't.yaml').Resources.A).toEqual({ Version: '2012-10-17', Type: 'N', On: true });
  });

  test('keys stay as they are written', () => {
    expect(valueOf('{ON: 1, no: 2, 012345678901: 3}')).toEqual({ 'ON': 1, 'no': 2, '012345678901': 3 });
  });
});

test('anchors, aliases and merge keys are expanded', () => {
  const { Resources } = parseTemplate('Resources:\n  A: &a\n    Type: AWS::SNS::Topic\n  B: *a\n  C:\n    <<: *a\n    DependsOn: A\n', 't.yaml');
  expect(Resources).toEqual({ A: { Type: 'AWS::SNS::Topic' }, B: { Type: 'AWS::SNS::Topic' }, C: { Type: 'AWS::SNS::Topic', DependsOn: 'A' } });
});

test.each([
  ['a key twice', 'Resources:\n  A: {Type: X::Y}\n  A: {Type: X::Y}\n', 't.yaml:3:3: a key stands twice in the same mapping'],
  ['an unknown short form', 'Resources:\n  A:\n    Type: !Reff X\n', 't.yaml:3:11: !Reff is not an intrinsic function of CloudFormation'],
  ['an unknown function', 'Resources:\n  A:\n    Properties:\n      X:\n        Fn::Subb: y\n', 't.yaml:5:9: Fn::Subb is not an intrinsic function of CloudFormation'],
  ['an unknown function in JSON', '{"Resources": {"A": {"Properties": {"X": {"Fn::Subb": "y"}}}}}', 't.yaml:1:43: Fn::Subb is not an intrinsic function of CloudFormation'],
  ['an unknown function beside transforms of AWS', 'Transform: [AWS::LanguageExtensions, {Name: AWS::Include}]\nResources:\n  A: {Fn::Subb: y}\n', 't.yaml:3:7: Fn::Subb is not an intrinsic function of CloudFormation'],
  ['a tab', 'Resources:\n\tA: 1\n', 't.yaml:2:1: Tabs are not allowed as indentation'],
  ['an open list', 'Resources: [1\n', 't.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ['a key that is no text', 'Resources:\n  ? [A]\n  : {Type: X::Y}\n', 't.yaml:2:5: a key must be a text'],
  ['no resources', 'a: 1\n', 't.yaml: is not a CloudFormation template: it has no `Resources`'],
  ['a text', 'hello\n', 't.yaml: is not a CloudFormation template: it has no `Resources`'],
  ['nothing', '', 't.yaml: is not a CloudFormation template: it has no `Resources`'],
  ['a list of resources', 'A: 1\nResources:\n  - A\n', 't.yaml:2:1: `Resources` must be an object with the resources by logical id'],
  ['an alias within itself', 'Resources: &a\n  A: *a\n', 't.yaml: the template is nested more than 200 levels deep'],
  ['nesting without end', `Resources: ${'['.repeat(50_000)}`, 't.yaml:1:211: the template is nested more than 200 levels deep'],
  ['text in UTF-16', Buffer.from('{"Resources": {}}', 'utf16le').toString(), 't.yaml: is not UTF-8 text; save it as UTF-8 if it is UTF-16, which Windows PowerShell writes'],
  ['another document', 'Resources: {}\n---\nResources: {}\n', 't.yaml:2:1: holds more than one YAML document'],
])('%s is told', (_, text, message) => {
  expect(problemOf(text)).toEqual(message);
});

test.each([
  ['in a text block', 'Resources:\n  A:\n    Properties:\n      UserData: |\n        Fn::Subb: x\n'],
  ['in a comment', 'Resources:\n  # Fn::Subb: x\n  A: {}\n'],
  ['where a macro may know it', 'Transform: [Ours]\nResources:\n  A: {Fn::Subb: x}\n'],
  ['where a macro with parameters may know it', 'Transform: {Name: Ours, Parameters: {}}\nResources:\n  A: {Fn::Subb: x}\n'],
  ['where the macro of a snippet may know it', 'Resources:\n  A:\n    Fn::Transform: {Name: Ours}\n    B: {Fn::Subb: x}\n'],
  ['in JSON where a macro may know it', '{"Transform": "Ours", "Resources": {"A": {"Fn::Subb": "x"}}}'],
])('an unknown function %s is nothing wrong', (_, text) => {
  expect(problemOf(text)).toBeUndefined();
});

test.each([
  ['braces without quotes', '{Resources: {A: {Type: X::Y}}}\n', 't.template'],
  ['braces over several lines', '{ # ours\n  Resources: {A: {Type: X::Y}},\n}\n', 't.template'],
  ['braces with short forms', '{"Resources": {"A": {"Type": "X::Y", "DependsOn": !Ref B}}}', 't.yaml'],
  ['Windows line ends', 'Resources:\r\n  A:\r\n    Type: X::Y\r\n', 't.yaml'],
  ['a byte order mark', '\ufeffResources:\n  A:\n    Type: X::Y\n', 't.yaml'],
])('YAML with %s is read', (_, text, name) => {
  expect(parseTemplate(text, name).Resources.A.Type).toBe('X::Y');
});

test('JSON that is broken is told as JSON', () => {
  expect(() => parseTemplate('{"Resources": {"A": {"Type": "X::Y",}}}', 't.template')).toThrow('t.template:1:37: expected a key in double quotes, found "}"');
});

test('what the CDK writes for a stack without resources is a template, and no other file without them', () => {
  expect(parseTemplate('{"Parameters": {"BootstrapVersion": {}}, "Rules": {"CheckBootstrapVersion": {}}}', 't.json').Resources).toEqual({});
  expect(problemOf('{"Rules": {"Other": {}}}')).toContain('it has no `Resources`');
});

test('a bomb of aliases is refused', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
  expect(problemOf(`l0: &l0 [x]\n${levels.join('\n')}\nResources: {}\n`)).toContain('aliases are expanded more than 1000 times');
});

describe('circular dependencies', () => {
  const ref = (target: string) => `{Type: X::Y, Properties: {P: !Ref ${target}}}`;

  test('are told with the circle', () => {
    expect(problemOf(`Resources:\n  Start: ${ref('A')}\n  A: ${ref('B')}\n  B: {Type: X::Y, DependsOn: [A]}\n`))
      .toBe('t.yaml:3:3: resources depend on each other in a circle: A → B → A');
  });

  test('are told at the resource, and not at a property of its name', () => {
    expect(problemOf(`Resources:\n  Other: {Type: X::Y, Properties: {A: 1}}\n  More:\n    Type: X::Y\n    Properties:\n      A: 1\n  A: ${ref('A')}\n`)).toMatch(/^t\.yaml:7:3: /);
    expect(problemOf('{"Resources": {"A": {"Type": "X::Y", "DependsOn": "A"}}}')).toMatch(/^t\.yaml:1:16: /);
  });

  test('a resource that refers to itself is one', () => {
    expect(problemOf(`Resources:\n  A: ${ref('A')}\n`)).toContain('A → A');
  });

  test('a chain of any length is none', () => {
    const chain = Array.from({ length: 5_000 }, (_, i) => `  R${i}: ${ref(`R${i + 1}`)}`);
    expect(problemOf(`Resources:\n${chain.join('\n')}\n  R5000: {Type: X::Y}\n`)).toBeUndefined();
  });

  describe('by branches of conditions', () => {
    const resource = (id: string, value: string, condition = '') => `  ${id}:\n    Type: X::Y\n${condition && `    Condition: ${condition}\n`}    Properties: {P: ${value}}\n`;
    const circle = ['A → B → A', 'B → A → B'];

    test.each([
      ['of which both are needed', resource('A', '!If [C, !Ref B, x]') + resource('B', '!If [C, x, !Ref A]')],
      ['that another condition chooses', resource('A', '!If [C, !Ref B, x]') + resource('B', '!If [D, !Ref A, x]')],
      ['that are never chosen where the resource exists', resource('A', '!If [C, x, !Ref B]', 'C') + resource('B', '!Ref A')],
      ['within one that is not chosen', resource('A', '!If [C, !If [C, x, !Ref B], x]') + resource('B', '!Ref A')],
    ])('%s is none', (_, resources) => {
      expect(problemOf(`Resources:\n${resources}`)).toBeUndefined();
    });

    test.each([
      ['that are chosen together', resource('A', '!If [C, !Ref B, x]') + resource('B', '[!If [C, !Ref A, x]]')],
      ['that are chosen together where the condition does not hold', resource('A', '!If [C, x, !Ref B]') + resource('B', '!If [C, x, !Ref A]')],
      ['of one resource alone', resource('A', '!If [C, !Ref B, x]') + resource('B', '!Ref A')],
      ['that do not matter', resource('A', '[!Ref B, !If [C, !Ref D, x]]') + resource('B', '!Ref A') + resource('D', 'x')],
      ['that is always chosen where the resource exists', resource('A', '!If [C, !Ref B, x]', 'C') + resource('B', '!Ref A')],
    ])('%s is told', (_, resources) => {
      expect(circle.some((way) => problemOf(`Resources:\n${resources}`)?.endsWith(`in a circle: ${way}`))).toBe(true);
    });
  });

  test('what SAM or a macro makes of resources may have none', () => {
    const circle = (type: string) => `Resources:\n  A: {Type: ${type}, Properties: {P: !Ref B}}\n  B: ${ref('A')}\n`;
    expect(problemOf(`Transform: AWS::Serverless-2016-10-31\n${circle('AWS::Serverless::Function')}`)).toBeUndefined();
    expect(problemOf(`Transform: [Ours]\n${circle('X::Y')}`)).toBeUndefined();
  });
});

describe('files', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-files-')); });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a file that does not exist, and a folder, are told in words', () => {
    expect(() => readTemplateFile(join(folder, 'none.json'), 'none.json')).toThrow('none.json: does not exist');
    expect(() => readTemplateFile(folder, 'folder')).toThrow('folder: is a folder');
  });

  test('a file of 50 MB is not opened', () => {
    const file = join(folder, 'large.json');
    writeFileSync(file, '');
    truncateSync(file, 50 * 1024 * 1024);
    expect(() => readTemplateFile(file, 'large.json')).toThrow('large.json: is larger than the 10 MB that are read; CloudFormation accepts templates of 1 MB');
  });

  test('a YAML file that would take minutes is refused', () => {
    const file = join(folder, 'large.yaml');
    writeFileSync(file, `Resources:\n${'  # a comment\n'.repeat(100_000)}`);
    expect(() => readTemplateFile(file, 'large.yaml')).toThrow('is larger than the 1 MB that are read');
  });
});
