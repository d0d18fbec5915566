import { existsSync } from 'fs';
import { packageFile } from '../../src/private/package-file';

test('files that the package brings along are found', () => {
  expect(existsSync(packageFile('report', 'html', 'map', 'page.js'))).toBe(true);
});

test('where one is missing, the way out is told', () => {
  expect(() => packageFile('handlers', 'none')).toThrow(/does not find lib\/handlers\/none of its package: .*`--external:cdk-xray`/);
});
