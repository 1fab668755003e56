import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enginePath, fingerprint } from '../../../local/engine/layout.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-layout-'));
  for (const part of ['requirements.lock', 'plugin', 'dynamodb']) {
    cpSync(enginePath(part), join(folder, part), { recursive: true });
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the fingerprint of the engine', () => {
  it.each([
    'requirements.lock',
    'plugin/countersign_engine/patches/fifo.py',
    'plugin/countersign_engine/functions/runtime_client.mjs',
    'plugin/pyproject.toml',
    'dynamodb/pom.xml',
    'dynamodb/LoopbackDynamoDb.java',
  ])('changes with %s', (path) => {
    const before = fingerprint(folder);
    writeFileSync(join(folder, path), `${readFileSync(join(folder, path), 'utf8')}\n`);
    expect(fingerprint(folder)).not.toBe(before);
  });

  it('is the same for the same sources elsewhere, whatever Python and setuptools left beside them', () => {
    writeFileSync(join(folder, 'plugin/countersign_engine/fifo.cpython-313.pyc'), 'x');
    writeFileSync(join(folder, 'plugin/PKG-INFO'), 'x');
    expect(fingerprint(folder)).toBe(fingerprint());
  });
});

it('every Python package is pinned to one version', () => {
  const lines = readFileSync(enginePath('requirements.lock'), 'utf8').trim().split('\n');
  const loose = lines.filter((line) => !line.startsWith('#') && !/^[a-z0-9-]+==[\w.]+$/.test(line));
  expect(loose).toEqual([]);
  expect(lines).toContain('localstack-core==2026.3.0');
});
