import { GroupKeys } from '../../src/report/group-keys';

test('what is the same in all respects has the same key, neighbours or not', () => {
  const keys = new GroupKeys();
  const [first, second, other, third] = [keys.of('a', 'b'), keys.of('a', 'b'), keys.of('a', 'c'), keys.of('a', 'b')];
  expect(second).toBe(first);
  expect(third).toBe(first);
  expect(other).not.toBe(first);
});

test.each([[['a'], ['a', undefined]], [['a', 'b'], ['a,b']], [['a', undefined], [undefined, 'a']], [[], ['']]])('%j and %j differ', (one, another) => {
  const keys = new GroupKeys();
  expect(keys.of(...one)).not.toBe(keys.of(...another));
});
