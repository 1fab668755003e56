import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropOldArchives } from '../../../local/engine/synthesise.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-synthesise-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('archives of functions', () => {
  it('are dropped where the function has changed since or they are half written, and kept where it has not', () => {
    mkdirSync(join(folder, 'asset.aa11'));
    mkdirSync(join(folder, '.cache'));
    for (const name of ['aa11.zip', 'bb22.zip', 'aa11.zip.7f._tmp']) writeFileSync(join(folder, '.cache', name), '');
    dropOldArchives(folder);
    expect(readdirSync(join(folder, '.cache'))).toEqual(['aa11.zip']);
  });

  it('need not be there', () => {
    dropOldArchives(folder);
    expect(readdirSync(folder)).toEqual(['.cache']);
  });
});
