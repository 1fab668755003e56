import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeChanged } from '../../../bin/build/write-changed.ts';

const text = (content: string) => new TextEncoder().encode(content);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-'));
});

describe('writing what changed', () => {
  it('removes what no longer belongs there', () => {
    writeChanged(folder, new Map([['old/index.mjs', text('1')]]));
    expect(writeChanged(folder, new Map([['new/index.mjs', text('2')]]))).toBe(2);
    expect(
      readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
    ).toHaveLength(1);
  });

  it('does not touch what is as it must be', () => {
    const files = new Map([['a/index.mjs', text('same')]]);
    writeChanged(folder, files);
    const file = join(folder, 'a/index.mjs');
    utimesSync(file, 1, 1);
    expect(writeChanged(folder, files)).toBe(0);
    expect(statSync(file).mtimeMs).toBe(1000);
  });

  it('repairs what somebody changed', () => {
    const files = new Map([['a/index.mjs', text('right')]]);
    writeChanged(folder, files);
    writeFileSync(join(folder, 'a/index.mjs'), 'wrong');
    expect(writeChanged(folder, files)).toBe(1);
    expect(readFileSync(join(folder, 'a/index.mjs'), 'utf8')).toBe('right');
  });

  it('makes the folder if it is not there', () => {
    expect(writeChanged(join(folder, 'dist'), new Map())).toBe(0);
  });
});
