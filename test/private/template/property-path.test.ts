import { keysOf, pathOf, placeOf, readablePath } from '../../../src/private/template/property-path';

test.each([
  ['TracingConfig', ['TracingConfig']],
  ['TracingConfig.Mode', ['TracingConfig', 'Mode']],
  ['Options[Name=a:b,Other=c].Value', ['Options', '[Name=a:b,Other=c]', 'Value']],
  ['Options[Name=a.b].Value.Inner', ['Options', '[Name=a.b]', 'Value', 'Inner']],
  ['Outer.Options[Name=a]', ['Outer', 'Options', '[Name=a]']],
  ['Tasks[0].Role', ['Tasks', '[0]', 'Role']],
])('%s is taken apart', (text, path) => {
  expect(pathOf(text)).toEqual(path);
});

test('a value may have an equals sign', () => {
  expect(keysOf('[Name=a=b,Other=c]')).toEqual({ Name: 'a=b', Other: 'c' });
});

test.each([['[2]', 2], ['[Name=2]', undefined]])('the place of %s is %s', (selector, place) => {
  expect(placeOf(selector)).toBe(place);
});

test('the path of evidence is read by as well', () => {
  expect(readablePath('Ranges.0.Tasks.Fn::If.1.10.Role2')).toBe('Ranges[0].Tasks.Fn::If[1][10].Role2');
});
