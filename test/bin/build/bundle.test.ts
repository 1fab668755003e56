import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Built, bundleFunctions } from '../../../bin/build/bundle.ts';
import { esbuildPass } from '../../../bin/build/esbuild-pass.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../../lib/functions.ts';
import { METRICS } from '../../../lib/metrics.ts';
import { environmentOf } from '../../lib/function-environment.ts';

const root = join(import.meta.dirname, '../../..');
let dist: string;
let built: Built[];
let environments: ReadonlyMap<string, Readonly<Record<string, string>>>;
beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'countersign-dist-'));
  built = await bundleFunctions(dist);
  environments = environmentOf();
}, 60_000);

/** Imports a bundle in a process of its own, with what the template gives it; its words if it does not come up. */
function start(name: FunctionName): string {
  const url = pathToFileURL(join(dist, name, 'index.mjs')).href;
  const program = `const { handler } = await import(${JSON.stringify(url)}); console.log(typeof handler);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { AWS_REGION: 'eu-west-1', ...environments.get(name) },
  });
  return (stdout.trim() || stderr).slice(0, 2000);
}

describe('building the functions', () => {
  it('names every entry that is not there, and what to do', async () => {
    await expect(esbuildPass(root, { gone: 'lambdas/gone/handler.ts' })).rejects.toThrow(
      /no entry file for gone \(lambdas\/gone\/handler.ts\): write it, or take/,
    );
  });

  it('gives the same bytes again', async () => {
    const again = mkdtempSync(join(tmpdir(), 'countersign-dist-'));
    await bundleFunctions(again);
    const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(FUNCTION_NAMES.length);
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      expect(readFileSync(path.replace(dist, again)).equals(readFileSync(path)), path).toBe(true);
    }
  }, 30_000);

  it('keeps bundles small; holidays are only in those that count working time, the policy engine beside those that decide', () => {
    const large = built.filter(({ codeBytes }) => codeBytes > 3_000_000);
    expect(large.map(({ name }) => name)).toEqual(['intake', 'decide', 'reviews', 'exceptions', 'escalate', 'publish']);
    expect(large.filter(({ codeBytes }) => codeBytes > 5_500_000)).toEqual([]);
    const heavy = built.filter(({ dataBytes }) => dataBytes > 1_000_000).map(({ name }) => name);
    expect(heavy).toEqual(['decide', 'reviews', 'gateway', 'settle']);
  });

  it('leaves only English in them', () => {
    expect(readFileSync(join(dist, 'conclude/index.mjs'), 'utf8')).not.toMatch(/locales\/(fr|ja)\.js/);
  });
});

describe('every bundle starts as it lies there', () => {
  it.each(FUNCTION_NAMES)(
    '%s',
    (name) => {
      expect(start(name)).toBe('function');
    },
    30_000,
  );

  it.each([
    ['decide', 'cedar_wasm_bg.wasm'],
    ['gateway', 'invoice-processing/policy.cedar'],
  ] as const)(
    'but %s does not without %s',
    (name, file) => {
      const path = join(dist, name, file);
      renameSync(path, `${path}.away`);
      try {
        expect(start(name)).toMatch(/ENOENT/);
      } finally {
        renameSync(`${path}.away`, path);
      }
    },
    30_000,
  );
});

describe('metrics that alarms watch', () => {
  it.each(Object.values(METRICS))('$name is put by $service', ({ name, service }) => {
    const code = readFileSync(join(dist, service, 'index.mjs'), 'utf8');
    expect(new RegExp(`["'\`]${name}["'\`]`).test(code)).toBe(true);
  });
});
