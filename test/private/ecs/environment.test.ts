import { hasEnvironmentFile } from '../../../src/private/ecs/environment';

const FILE = { Type: 's3', Value: 'arn:aws:s3:::bucket/app.env' };
const NO_VALUE = { Ref: 'AWS::NoValue' };

test.each<[any, boolean]>([
  [undefined, false],
  [null, false],
  [[], false],
  [NO_VALUE, false],
  [[NO_VALUE], false],
  [{ 'Fn::If': ['C', [], NO_VALUE] }, false],
  [[{ 'Fn::If': ['C', NO_VALUE, NO_VALUE] }], false],
  [[NO_VALUE, FILE], true],
  [[{ 'Fn::If': ['C', FILE, NO_VALUE] }], true],
  [{ 'Fn::If': ['C', [FILE], NO_VALUE] }, true],
  [{ 'Fn::If': ['C', { 'Fn::Transform': {} }, NO_VALUE] }, true],
])('%j: whether a container has an environment file', (files, expected) => {
  expect(hasEnvironmentFile({ EnvironmentFiles: files })).toBe(expected);
  expect(hasEnvironmentFile({ environmentFiles: files })).toBe(expected);
});
