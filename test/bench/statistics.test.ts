const { directCosts, markdownTable, median } = jest.requireActual('../../bench/statistics');
const { interleave } = jest.requireActual('../../bench/children');
const { serviceModules } = jest.requireActual('../../bench/import');

describe('median', () => {
  test.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[10, 2, 9, 1], 5.5],
  ])('of %j is %p', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('sorts by number and leaves its argument alone', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  test('of nothing is an error', () => {
    expect(() => median([])).toThrow('`values` is empty: a median needs at least one');
  });
});

test('direct cost is our calls plus the growth of the aspects phase over the same round, per construct', () => {
  const bare = [{ aspects: 10, constructs: 1000 }, { aspects: 30, constructs: 1000 }];
  const runs = [{ calls: 1, aspects: 15 }, { calls: 2, aspects: 29 }];
  expect(directCosts(runs, bare)).toEqual([6, 1]);
});

test('a table is Markdown with numbers to the right', () => {
  expect(markdownTable(['what', 'ms'], [['bare', '10.5'], ['cdk-xray', '7']])).toBe([
    '| what     |   ms |',
    '| -------- | ---: |',
    '| bare     | 10.5 |',
    '| cdk-xray |    7 |',
  ].join('\n'));
});

test('every round runs every key once, in order', () => {
  const order: string[] = [];
  const results = interleave(['a', 'b'], 2, (key: string) => order.push(key));
  expect(order).toEqual(['a', 'b', 'a', 'b']);
  expect([...results]).toEqual([['a', [1, 3]], ['b', [2, 4]]]);
});

test('service modules are told by their folder in aws-cdk-lib', () => {
  expect(serviceModules([
    '/project/node_modules/aws-cdk-lib/aws-sns/lib/topic.js',
    '/project/node_modules/aws-cdk-lib/aws-iam/index.js',
    '/project/node_modules/aws-cdk-lib/aws-iam/lib/role.js',
    '/project/node_modules/aws-cdk-lib/core/lib/stack.js',
    '/project/lib/tracers/aws-sns-topic.js',
  ])).toEqual(['aws-iam', 'aws-sns']);
});
