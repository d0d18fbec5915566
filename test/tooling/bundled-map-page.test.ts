import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { bundleMapPage } from '../../scripts/bundle-map-page';

const ROOT = join(__dirname, '..', '..');

test('the script of the page is the same each time, here and in the compiled library, and carries the license of what it holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundled-map-page-'));
  try {
    bundleMapPage(join(folder, 'page.js'));
    const bundle = readFileSync(join(folder, 'page.js'), 'utf8');
    expect(bundle).toBe(readFileSync(join(ROOT, 'lib', 'report', 'html', 'map', 'page.js'), 'utf8'));
    expect(bundle).toMatch(/^\/\*! Holds @dagrejs\/dagre[^]*Permission is hereby granted/);
    expect(bundle).not.toContain(ROOT);
    expect(bundle.length).toBeLessThan(120_000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
