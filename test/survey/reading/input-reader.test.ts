import { execFileSync } from 'child_process';
import fs, { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { InputReader } from '../../../src/survey/reading/input-reader';

const TEMPLATE = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-xray-inputs-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** What is read, with names relative to the folder. */
function read(...names: string[]) {
  const seen: string[] = [];
  const reader = new InputReader((name) => seen.push(relative(name)));
  names.forEach((name) => reader.read(join(folder, name)));
  const { templates, problems } = reader.inputs;
  const messages = (list: readonly Error[]) => list.map(({ message }) => relative(message));
  return { names: templates.map(({ name }) => relative(name)), templates, problems: messages(problems), notes: messages(reader.passedOver), seen };
}

const relative = (text: string) => text.split(`${folder}/`).join('').replace(folder, '.');

describe('a folder', () => {
  test('gives the templates in it and below it, and passes over other files, hidden folders and installed packages', () => {
    ['a.yaml', 'b/c.template', 'b/d.yml', '.aws-sam/x.yaml', 'node_modules/y.yaml'].forEach((name) => write(name, TEMPLATE));
    write('e.json', '{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}');
    write('package.json', '{"name": "x"}');
    write('tsconfig.json', '{ // not JSON\n}');
    write('readme.md', TEMPLATE);
    const { names, problems, seen } = read('');
    expect(names.sort()).toEqual(['a.yaml', 'b/c.template', 'b/d.yml', 'e.json']);
    expect(seen.sort()).toEqual(names);
    expect(problems).toEqual([]);
  });

  test('with a template that cannot be read gives the others, and the problem', () => {
    write('a.yaml', TEMPLATE);
    write('b.json', '{"Resources": {"T": {"Type": "AWS::SNS::Topic",}}}');
    const { names, problems } = read('');
    expect(names).toEqual(['a.yaml']);
    expect(problems).toEqual([expect.stringMatching(/^b\.json:1:48: expected a key/)]);
  });

  describe('with files that only look like templates', () => {
    const others: [string, string, string][] = [
      ['serverless.yml', `service: s\nprovider: {name: aws}\nresources:\n  ${TEMPLATE.replaceAll('\n', '\n  ')}`, 'is a service of the Serverless Framework, and no template; run `serverless package`, and give `.serverless/cloudformation-template-update-stack.json`, which it writes'],
      ['serverless-state.json', '{"service": {"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}}', 'is not a CloudFormation template: it has no `Resources`'],
      ['buildspec.yml', `phases:\n  build:\n    commands: |\n      ${TEMPLATE.replaceAll('\n', '\n      ')}`, 'is not a CloudFormation template: it has no `Resources`'],
      ['manifests.yaml', `kind: A\n---\ndata:\n  t: |\n    ${TEMPLATE.replaceAll('\n', '\n    ')}`, 'holds more than one YAML document'],
    ];

    test('passes over them, and says so', () => {
      others.forEach(([name, text]) => write(name, text));
      write('a.yaml', TEMPLATE);
      const { names, problems, notes } = read('');
      expect([names, problems]).toEqual([['a.yaml'], []]);
      expect(notes.map((note) => note.replace(/:\d+:\d+/, ''))).toEqual(others.map(([name,, note]) => `${name}: ${note}`).sort());
    });

    test.each(others)('has %s refused where it is named itself', (name, text, note) => {
      write(name, text);
      expect(read(name).problems).toEqual([expect.stringContaining(note)]);
    });
  });

  test('with templates of two documents each tells that', () => {
    write('a.yaml', `${TEMPLATE}---\n${TEMPLATE}`);
    expect(read('')).toMatchObject({ problems: ['a.yaml:4:1: holds more than one YAML document'], notes: [] });
  });

  test('without templates is a problem', () => {
    write('package.json', '{}');
    expect(read('').problems).toEqual([expect.stringContaining('holds no cloud assembly and no CloudFormation template')]);
  });

  test('gives the cloud assemblies below it', () => {
    write('app/cdk.out/manifest.json', JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.json' } } } }));
    write('app/cdk.out/S.json', '{"Resources": {}}');
    write('app/manifest.json', '{"name": "a web app"}');
    expect(read('').names).toEqual(['S']);
  });

  test('does not follow a symbolic link that leaves it, and says so', () => {
    write('inside/a.yaml', TEMPLATE);
    write('outside.yaml', TEMPLATE);
    symlinkSync(join(folder, 'outside.yaml'), join(folder, 'inside/link.yaml'));
    symlinkSync(join(folder, 'inside/a.yaml'), join(folder, 'inside/same.yaml'));
    symlinkSync(join(folder, 'inside'), join(folder, 'inside/circle'));
    const { names, problems } = read('inside');
    expect(names).toEqual(['inside/a.yaml']);
    expect(problems).toEqual(['inside/link.yaml: is a symbolic link that leaves the folder; name the file itself to have it read']);
  });
});

test('a manifest may be larger than a template', () => {
  const artifacts = { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.json' }, metadata: { '/S': [{ type: 'x', data: 'x'.repeat(11 * 1024 * 1024) }] } } };
  write('cdk.out/manifest.json', JSON.stringify({ artifacts }));
  write('cdk.out/S.json', '{"Resources": {}}');
  expect(read('cdk.out')).toMatchObject({ names: ['S'], problems: [] });
});

test('what is named twice is read once', () => {
  write('a.yaml', TEMPLATE);
  write('cdk.out/manifest.json', JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.json' } } } }));
  write('cdk.out/S.json', '{"Resources": {}}');
  expect(read('', 'a.yaml', 'cdk.out').names.sort()).toEqual(['S', 'a.yaml']);
});

describe('a named pipe, which may never end,', () => {
  const pipe = (name: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    execFileSync('mkfifo', [join(folder, name)]);
  };

  test('is told where it is named itself', () => {
    pipe('pipe.yaml');
    expect(read('pipe.yaml').problems).toEqual(['pipe.yaml: is not a regular file; give `-` instead, and pipe the template to standard input']);
  });

  test('is passed over in folders', () => {
    pipe('f/pipe.yaml');
    write('f/a.yaml', TEMPLATE);
    expect(read('f')).toMatchObject({ names: ['f/a.yaml'], problems: [] });
  });

  test.each(['manifest.json', 'xray-coverage.json', 'metadata.json'])('is passed over as %s', (name) => {
    const artifacts = { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.json' }, additionalMetadataFile: 'metadata.json' } };
    if (name !== 'manifest.json') { write('cdk.out/manifest.json', JSON.stringify({ artifacts })); }
    write('cdk.out/S.json', '{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}');
    pipe(`cdk.out/${name}`);
    expect(read('cdk.out')).toMatchObject({ names: [name === 'manifest.json' ? 'cdk.out/S.json' : 'S'], problems: [] });
  });
});

test('a template in UTF-16 in a folder is told', () => {
  writeFileSync(join(folder, 'a.yaml'), Buffer.from(`\ufeff${TEMPLATE}`, 'utf16le'));
  expect(read('').problems).toEqual([expect.stringMatching(/^a\.yaml: is not UTF-8 text/)]);
});

test('a file in a folder that must not be read is told', () => {
  write('a.yaml', TEMPLATE);
  const openSync = jest.spyOn(fs, 'openSync').mockImplementation(() => { throw Object.assign(new Error('EACCES'), { code: 'EACCES' }); });
  const { problems } = read('');
  openSync.mockRestore();
  expect(problems).toEqual(['a.yaml: cannot be read: permission denied']);
});

describe('nested templates by local paths', () => {
  const nesting = (location: string) => `Resources:\n  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ${location}}\n`;

  test('are read as nested stacks, and not again by themselves', () => {
    write('parent.yaml', nesting('nested/child.yaml'));
    write('nested/child.yaml', TEMPLATE);
    const { templates } = read('');
    expect(templates.map(({ name, nestedIn }) => [relative(name), nestedIn?.logicalId])).toEqual([['parent.yaml', undefined], ['parent.yaml/Nested', 'Nested']]);
  });

  test('are read with the file that nests them', () => {
    write('parent.yaml', nesting('./child.yaml'));
    write('child.yaml', TEMPLATE);
    expect(read('parent.yaml').names).toEqual(['parent.yaml', 'parent.yaml/Nested']);
  });

  test.each([[['parent.yaml', 'child.yaml']], [['child.yaml', 'parent.yaml']]])('are not read again by themselves where %p are named', (names) => {
    write('parent.yaml', nesting('./child.yaml'));
    write('child.yaml', TEMPLATE);
    expect(read(...names).names).toEqual(['parent.yaml', 'parent.yaml/Nested']);
  });

  test('that nest each other twice over are a problem', () => {
    const twice = (next: string) => `${nesting(next)}${nesting(next).replace('Resources:\n', '').replace('Nested', 'Again')}`;
    for (let i = 0; i < 12; i++) { write(`t${i}.yaml`, twice(`t${i + 1}.yaml`)); }
    write('t12.yaml', TEMPLATE);
    expect(read('t0.yaml').problems).toEqual(['t0.yaml: nests more than 1000 stacks, one within another']);
  });

  test('of a SAM application', () => {
    write('parent.yaml', 'Resources:\n  App:\n    Type: AWS::Serverless::Application\n    Properties: {Location: child.yaml}\n');
    write('child.yaml', TEMPLATE);
    expect(read('parent.yaml').names).toEqual(['parent.yaml', 'parent.yaml/App']);
  });

  test('that nest one another in a circle are a problem', () => {
    write('a.yaml', nesting('b.yaml'));
    write('b.yaml', nesting('a.yaml'));
    expect(read('a.yaml').problems).toEqual([expect.stringContaining('the nested stack Nested is, in the end, the template that it stands in')]);
  });

  test('of which one is broken are a problem, and the others are read', () => {
    write('parent.yaml', `${nesting('broken.yaml')}${nesting('child.yaml').replace('Resources:\n', '').replace('Nested', 'Other')}`);
    write('broken.yaml', 'Resources: 1\n  # Type: X::Y\n');
    write('child.yaml', TEMPLATE);
    expect(read('')).toMatchObject({
      names: ['parent.yaml', 'parent.yaml/Other'],
      problems: ['broken.yaml:1:1: `Resources` must be an object with the resources by logical id'],
    });
  });

  test.each(['https://s3.amazonaws.com/bucket/child.yaml', '../outside.yaml', 'none.yaml'])('at %s are left out', (location) => {
    write('outside.yaml', TEMPLATE);
    write('app/parent.yaml', nesting(location));
    expect(read('app')).toMatchObject({ names: ['app/parent.yaml'], problems: [], notes: [] });
  });

  test('of applications in a repository are left out', () => {
    write('parent.yaml', 'Resources:\n  App:\n    Type: AWS::Serverless::Application\n    Properties: {Location: {ApplicationId: a, SemanticVersion: 1.0.0}}\n');
    expect(read('parent.yaml')).toMatchObject({ names: ['parent.yaml'], problems: [], notes: [] });
  });

  test('elsewhere than in a cloud assembly are left out', () => {
    write('cdk.out/manifest.json', JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.json' } } } }));
    write('cdk.out/S.json', JSON.stringify({ Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3/x.json' } } } }));
    expect(read('cdk.out')).toMatchObject({ names: ['S'], problems: [], notes: [] });
  });
});

test('a stack of an assembly that cannot be read is a problem, and the others are read', () => {
  const stack = (templateFile: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });
  const stage = { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } };
  write('cdk.out/manifest.json', JSON.stringify({ artifacts: { Bad: stack('bad.json'), Stage: stage, Gone: stack('gone.json'), Good: stack('good.json') } }));
  write('cdk.out/bad.json', JSON.stringify({ Resources: { A: { Type: 'X::Y', DependsOn: 'A' } } }));
  write('cdk.out/good.json', JSON.stringify({ Resources: { A: { Type: 'X::Y' } } }));
  expect(read('cdk.out')).toMatchObject({
    names: ['Good'],
    problems: ['cdk.out/bad.json:1:15: resources depend on each other in a circle: A → A', 'cdk.out/stage: does not exist', 'cdk.out/gone.json: does not exist'],
  });
});

test('a nested stack of an assembly that cannot be read is a problem, and the others are read', () => {
  const nested = (file: string) => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': file } });
  write('cdk.out/manifest.json', JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 's.json' } } } }));
  write('cdk.out/s.json', JSON.stringify({ Resources: { Bad: nested('bad.json'), Good: nested('good.json') } }));
  write('cdk.out/bad.json', '{');
  write('cdk.out/good.json', JSON.stringify({ Resources: {} }));
  expect(read('cdk.out')).toMatchObject({ names: ['S', 'S/Good'], problems: [expect.stringMatching(/^cdk\.out\/bad\.json:1:2: /)] });
});

test('a path that does not exist is a problem', () => {
  expect(read('none').problems).toEqual(['none: does not exist']);
});

test('a text is read as a template', () => {
  const reader = new InputReader();
  reader.readText(TEMPLATE, 'standard input');
  reader.readText('{', 'standard input');
  expect(reader.inputs.templates.map(({ name }) => name)).toEqual(['standard input']);
  expect(reader.inputs.problems.map(({ message }) => message)).toEqual([expect.stringContaining('standard input:1:2:')]);
});
