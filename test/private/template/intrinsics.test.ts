import { isIntrinsic, isNoValue, isObject, itemsIn, referredLogicalIds, valueAt } from '../../../src/private/template/intrinsics';

const NO_VALUE = { Ref: 'AWS::NoValue' };

test.each([
  [{ Ref: 'A' }, true],
  [{ 'Fn::GetAtt': ['A', 'Arn'] }, true],
  [{ 'Fn::Transform': {} }, true],
  [NO_VALUE, true],
  [{ Ref: 'A', Other: 1 }, false],
  [{ Reference: 'A' }, false],
  [{}, false],
  [['Ref'], false],
  ['Ref', false],
  [null, false],
  [undefined, false],
])('isIntrinsic(%j) is %j', (value, expected) => {
  expect(isIntrinsic(value)).toBe(expected);
});

test.each([[NO_VALUE, true], [{ Ref: 'A' }, false], ['AWS::NoValue', false], [undefined, false]])('isNoValue(%j) is %j', (value, expected) => {
  expect(isNoValue(value)).toBe(expected);
});

test.each([[{}, true], [[], false], [null, false], ['x', false]])('isObject(%j) is %j', (value, expected) => {
  expect(isObject(value)).toBe(expected);
});

test.each<[any, any[]]>([
  [['a', 'b'], ['a', 'b']],
  ['a', ['a']],
  [undefined, []],
  [NO_VALUE, []],
  [{ 'Fn::If': ['C', ['a'], NO_VALUE] }, ['a']],
  [{ 'Fn::If': ['C', ['a'], { 'Fn::If': ['D', ['b'], ['c']] }] }, ['a', 'b', 'c']],
  [{ 'Fn::If': ['C', ['a'], { Ref: 'B' }] }, [{ 'Fn::If': ['C', ['a'], { Ref: 'B' }] }]],
])('the items in %j are %j', (value, expected) => {
  expect(itemsIn(value)).toEqual(expected);
});

test.each<[any, string[], any]>([
  [{ A: { B: 1 } }, ['A', 'B'], 1],
  [{ A: { B: 1 } }, [], { A: { B: 1 } }],
  [{ A: { B: null } }, ['A', 'B'], null],
  [{ A: { B: false } }, ['A', 'B'], false],
  [{ A: 'text' }, ['A', 'length'], undefined],
  [{ A: ['x'] }, ['A', '0'], undefined],
  [{ A: null }, ['A', 'B'], undefined],
  [undefined, ['A'], undefined],
  [{}, ['constructor'], undefined],
  [{ A: NO_VALUE }, ['A'], undefined],
  [{ A: NO_VALUE }, ['A', 'B'], undefined],
  [{ A: { Ref: 'P' } }, ['A'], { Ref: 'P' }],
  [{ A: { 'Fn::If': ['C', 1, 2] } }, ['A', 'B'], { 'Fn::If': ['C', 1, 2] }],
  [{ A: [{ N: 'x', V: 1 }, { N: 'y', V: 2 }] }, ['A', '[N=y]', 'V'], 2],
  [{ A: [{ N: 'x', M: 'p', V: 1 }, { N: 'x', M: 'q', V: 2 }] }, ['A', '[N=x,M=q]', 'V'], 2],
  [{ A: [{ N: 'x', V: 1 }] }, ['A', '[N=z]', 'V'], undefined],
  [{ A: { N: 'x' } }, ['A', '[N=x]'], undefined],
  [{ A: { Ref: 'P' } }, ['A', '[N=x]', 'V'], { Ref: 'P' }],
  [{ A: { 'Fn::If': ['C', [{ N: 'x', V: 1 }], [{ N: 'y' }, { N: 'x', V: 1 }]] } }, ['A', '[N=x]', 'V'], 1],
  [{ A: { 'Fn::If': ['C', [{ N: 'y' }], NO_VALUE] } }, ['A', '[N=x]', 'V'], undefined],
  [{ A: { 'Fn::If': ['C', [{ N: 'x', V: 1 }], NO_VALUE] } }, ['A', '[N=x]', 'V'], { 'Fn::If': ['C', 1, NO_VALUE] }],
  [{ A: { 'Fn::If': ['C', [{ N: 'x', V: 1 }], { 'Fn::If': ['D', [], [{ N: 'x', V: 2 }]] }] } }, ['A', '[N=x]', 'V'], { 'Fn::If': ['C', 1, { 'Fn::If': ['D', NO_VALUE, 2] }] }],
  [{ A: { 'Fn::If': ['C', [], { Ref: 'List' }] } }, ['A', '[N=x]', 'V'], { 'Fn::If': ['C', [], { Ref: 'List' }] }],
  [{ A: [{ 'Fn::If': ['C', { N: 'x' }, NO_VALUE] }] }, ['A', '[N=x]', 'V'], undefined],
  [{ A: [{ 'Fn::If': ['C', { N: 'x', V: 1 }, NO_VALUE] }] }, ['A', '[N=x]', 'V'], { 'Fn::If': ['C', 1, NO_VALUE] }],
  [{ A: [{ 'Fn::If': ['C', { N: 'x', V: 1 }, { N: 'x', V: 1 }] }] }, ['A', '[N=x]', 'V'], 1],
  [{ A: [{ 'Fn::If': ['C', { N: 'x', V: 1 }, { 'Fn::If': ['D', { N: 'x', V: 2 }, { N: 'y' }] }] }] }, ['A', '[N=x]', 'V'], { 'Fn::If': ['C', 1, { 'Fn::If': ['D', 2, NO_VALUE] }] }],
  [{ A: [{ 'Fn::If': ['C', { N: 'x', V: 1 }, NO_VALUE] }] }, ['A', '[N=x]'], { 'Fn::If': ['C', { N: 'x', V: 1 }, NO_VALUE] }],
  [{ A: [1, { 'Fn::If': ['C', { V: 1 }, { V: 2 }] }] }, ['A', '[1]', 'V'], { 'Fn::If': ['C', 1, 2] }],
  [{ A: [{ 'Fn::If': ['C', { N: 'x' }, NO_VALUE] }, { N: 'x', V: 1 }] }, ['A', '[N=x]', 'V'], 1],
  [{ A: [{ 'Fn::If': ['C', { N: 'y' }, NO_VALUE] }] }, ['A', '[N=x]', 'V'], undefined],
])('valueAt(%j, %j) is %j', (value, path, expected) => {
  expect(valueAt(value, path)).toEqual(expected);
});

test.each<[any, (string | undefined)[]]>([
  [{ Ref: 'A' }, ['A']],
  [{ 'Fn::GetAtt': ['A', 'Arn'] }, ['A']],
  [{ 'Fn::GetAtt': 'A.Arn' }, ['A']],
  [{ 'Fn::GetAtt': 'A.Outputs.Arn' }, ['A']],
  [{ 'Fn::Sub': '${A}' }, ['A']],
  [{ 'Fn::Sub': '${A.Arn}' }, ['A']],
  [{ 'Fn::Sub': ['${A.Arn}', {}] }, ['A']],
  [{ 'Fn::Sub': '${A.Arn}:1' }, [undefined]],
  [{ 'Fn::Sub': '${!A}' }, [undefined]],
  [{ 'Fn::Sub': ['${A}', { A: 'a variable of its own' }] }, [undefined]],
  [{ 'Fn::If': ['C', { Ref: 'A' }, { 'Fn::If': ['D', { Ref: 'B' }, NO_VALUE] }] }, ['A', 'B']],
  [{ 'Fn::If': ['C', NO_VALUE, NO_VALUE] }, []],
  [{ 'Fn::ImportValue': 'X' }, [undefined]],
  [{ 'Fn::Join': ['', ['arn:', { Ref: 'A' }]] }, [undefined]],
  ['arn:aws:iam::111122223333:role/x', [undefined]],
  [undefined, [undefined]],
])('referredLogicalIds(%j) is %j', (value, expected) => {
  expect(referredLogicalIds(value)).toEqual(expected);
});
