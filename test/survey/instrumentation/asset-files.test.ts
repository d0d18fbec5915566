import * as fs from 'fs';
import * as path from 'path';
import { archiveWith, folderWith } from './assets';
import { visitAsset } from '../../../src/survey/instrumentation/asset-files';

/** What a visit sees and reads, where it wants all files. */
function visited(asset: string, limits?: Parameters<typeof visitAsset>[2]) {
  const seen: string[] = [];
  const read: Record<string, string> = {};
  const outcome = visitAsset(asset, {
    wants: (file) => seen.push(file.path) > 0,
    read: (file, content) => { read[file.path] = content; },
  }, limits);
  return { outcome, seen, read };
}

const FILES = { 'index.js': 'a', 'lib/b.js': 'bb', 'lib/deep/c.js': 'ccc', 'z.js': 'z' };

test('a folder is seen in the order of its paths, files first', () => {
  expect(visited(folderWith(FILES))).toEqual({ outcome: 'complete', seen: ['index.js', 'z.js', 'lib/b.js', 'lib/deep/c.js'], read: FILES });
});

test('an archive is seen, and read, without being unpacked anywhere', () => {
  const { outcome, seen, read } = visited(archiveWith(FILES));
  expect([outcome, read]).toEqual(['complete', FILES]);
  expect(seen.sort()).toEqual(Object.keys(FILES).sort());
});

test('a link that leads out of the folder is passed over, and so is one to a folder or to nothing', () => {
  const outside = folderWith({ 'secret.js': 'secret' });
  const folder = folderWith({ 'index.js': 'a', 'lib/b.js': 'b' });
  fs.symlinkSync(path.join(outside, 'secret.js'), path.join(folder, 'out.js'));
  fs.symlinkSync(folder, path.join(folder, 'loop'));
  fs.symlinkSync(path.join(folder, 'missing'), path.join(folder, 'nowhere.js'));
  fs.symlinkSync(path.join(folder, 'lib', 'b.js'), path.join(folder, 'inside.js'));
  expect(visited(folder)).toEqual({ outcome: 'complete', seen: ['index.js', 'inside.js', 'lib/b.js'], read: { 'index.js': 'a', 'inside.js': 'b', 'lib/b.js': 'b' } });
});

test.each([
  ['files', { files: 2 }, ['index.js', 'z.js']],
  ['bytes of one file', { fileBytes: 2 }, ['index.js', 'lib/b.js', 'z.js']],
  ['bytes of all files', { totalBytes: 2 }, ['index.js', 'z.js']],
])('a folder is read within the limit of %s', (_, limits, expected) => {
  const { outcome, read } = visited(folderWith(FILES), limits);
  expect([outcome, Object.keys(read).sort()]).toEqual(['limited', expected]);
});

test('an archive is read within the limits', () => {
  expect(visited(archiveWith(FILES), { archiveBytes: 100 })).toEqual({ outcome: 'limited', seen: [], read: {} });
  const bomb = archiveWith({ 'bomb.js': 'x'.repeat(1_000_000), 'index.js': 'a' });
  expect(fs.statSync(bomb).size).toBeLessThan(10_000);
  expect(visited(bomb, { fileBytes: 10_000 })).toEqual({ outcome: 'limited', seen: ['bomb.js', 'index.js'], read: { 'index.js': 'a' } });
});

test('an archive that lies about a size yields no more than it says', () => {
  const archive = archiveWith({ 'bomb.js': 'x'.repeat(100_000) });
  const bytes = fs.readFileSync(archive);
  const central = bytes.lastIndexOf(Buffer.from('504b0102', 'hex'));
  bytes.writeUInt32LE(10, central + 24);
  fs.writeFileSync(archive, bytes);
  const { read } = visited(archive);
  expect((read['bomb.js'] ?? '').length).toBeLessThanOrEqual(10);
});

test.each([
  ['is gone', () => path.join(folderWith({}), 'missing')],
  ['is no archive', () => path.join(folderWith({ 'asset.zip': 'no archive' }), 'asset.zip')],
  ['is cut off', () => {
    const archive = archiveWith(FILES);
    fs.truncateSync(archive, 60);
    return archive;
  }],
])('an asset that %s is unreadable', (_, asset) => {
  expect(visited(asset()).outcome).toBe('unreadable');
});
