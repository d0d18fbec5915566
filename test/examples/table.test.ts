const { tableLines, wrap } = jest.requireActual('../../examples/demo/table');

describe('tableLines', () => {
  test('aligns columns to their widest cell, numbers at the right', () => {
    const columns = [{ title: 'Type' }, { title: 'Count', align: 'right' }, { title: 'Note' }];
    expect(tableLines(columns, [['AWS::SNS::Topic', 3, ''], ['Total', 12, 'all']])).toEqual([
      'Type             Count  Note',
      'AWS::SNS::Topic      3',
      'Total               12  all',
    ]);
  });

  test('of no rows is the titles', () => {
    expect(tableLines([{ title: 'Type' }], [])).toEqual(['Type']);
  });
});

describe('wrap', () => {
  test.each([
    ['short', 10, ['short']],
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 8, ['one two', 'three']],
    ['a toolongforthewidth b', 5, ['a', 'toolongforthewidth', 'b']],
  ])('%j at %d', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});
