import { keysOf, pathOf } from '../../../src/private/template/property-path';

test.each([
  ['TracingConfig', ['TracingConfig']],
  ['TracingConfig.Mode', ['TracingConfig', 'Mode']],
  ['Options[Name=a:b,Other=c].Value', ['Options', '[Name=a:b,Other=c]', 'Value']],
  ['Options[Name=a.b].Value.Inner', ['Options', '[Name=a.b]', 'Value', 'Inner']],
  ['Outer.Options[Name=a]', ['Outer', 'Options', '[Name=a]']],
])('%s is taken apart', (text, path) => {
  expect(pathOf(text)).toEqual(path);
});

test('a value may have an equals sign', () => {
  expect(keysOf('[Name=a=b,Other=c]')).toEqual({ Name: 'a=b', Other: 'c' });
});
