import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-bootstrap-'));
  mkdirSync(join(folder, 'local'));
  copyFileSync(resolve(import.meta.dirname, '../../local/bootstrap.mjs'), join(folder, 'local/bootstrap.mjs'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const name = 'node_modules/thing';
const thing = { version: '1.0.0', integrity: 'sha512-a' };

function file(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  chmodSync(join(folder, path), mode);
}

function lock(packages: object): void {
  file('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }));
}

function installed(packages: object): void {
  file('node_modules/.package-lock.json', JSON.stringify({ packages }));
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(folder, 'node_modules/node/bin/node'));
}

/** A stand-in for npm that leaves a mark. */
function npm(does = ''): void {
  file('npm/npm', `#!/bin/sh\ntouch ${folder}/npm-was-run\n${does}\n`, 0o755);
}

function start(...args: string[]) {
  const env = { ...process.env, PATH: `${join(folder, 'npm')}:${process.env['PATH']}`, npm_execpath: '' };
  const child = spawn(process.execPath, ['local/bootstrap.mjs', ...args], { cwd: folder, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = once(child, 'close').then(([code]) => ({
    code,
    output,
    ranNpm: existsSync(join(folder, 'npm-was-run')),
  }));
  return { child, ended, output: () => output };
}

describe('it refuses, with a remedy', () => {
  it('a call without an entry', async () => {
    expect(await start().ended).toMatchObject({ code: 1, output: expect.stringContaining('Call it as') });
  });

  it('a clone without a lock file', async () => {
    const { code, output } = await start('entry.ts').ended;
    expect(code).toBe(1);
    expect(output).toMatch(/package-lock.json is missing or broken\n {2}What to do/);
  });

  it('an install that fails', async () => {
    lock({ [name]: thing });
    npm('exit 5');
    const { code, output } = await start('entry.ts').ended;
    expect(code).toBe(1);
    expect(output).toMatch(/npm ci ended with exit code 5\n {2}What to do/);
  });

  it('an install without the project’s Node', async () => {
    lock({ [name]: thing });
    npm();
    expect((await start('entry.ts').ended).output).toMatch(
      /node_modules\/node\/bin\/node is missing[\s\S]*npm rebuild node/,
    );
  });
});

describe('it installs', () => {
  const other = { 'node_modules/other': thing };
  it.each([
    ['there is nothing yet', { [name]: thing }, undefined],
    ['a version differs', { [name]: thing }, { [name]: { ...thing, version: '0.9.0' } }],
    ['a content differs', { [name]: thing }, { [name]: { ...thing, integrity: 'sha512-b' } }],
    ['a package is missing', { [name]: thing, ...other }, { [name]: thing }],
    ['a package is no longer wanted', { [name]: thing }, { [name]: thing, ...other }],
  ])('when %s', async (_, wanted, present) => {
    lock(wanted);
    if (present) installed(present);
    npm();
    expect((await start('entry.ts').ended).ranNpm).toBe(true);
  });

  it('nothing when all is as locked, packages for other platforms aside', async () => {
    lock({ [name]: thing, 'node_modules/for-windows': { ...thing, optional: true } });
    installed({ [name]: thing });
    npm();
    file('entry.ts', '');
    expect(await start('entry.ts').ended).toEqual({ code: 0, output: '', ranNpm: false });
  });
});

describe('the entry', () => {
  beforeEach(() => {
    lock({ [name]: thing });
    installed({ [name]: thing });
  });

  it('runs as TypeScript with its arguments, the project’s programs first on PATH, and its exit code is passed on', async () => {
    file('entry.ts', `const n: number = 7; console.log(process.argv[2], process.env.PATH); process.exit(n);`);
    const { code, output } = await start('entry.ts', '--exit').ended;
    expect(code).toBe(7);
    expect(output).toMatch(/^--exit .*\/node_modules\/node\/bin:.*\/node_modules\/\.bin:/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('gets %s and decides how to end', async (signal) => {
    file('entry.ts', `process.on('${signal}', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up');`);
    const run = start('entry.ts');
    await once(run.child.stdout, 'data');
    run.child.kill(signal);
    expect((await run.ended).code).toBe(9);
  });

  it('that a signal ends counts as 128 and the signal', async () => {
    file('entry.ts', `setInterval(() => {}, 1000); console.log('up');`);
    const run = start('entry.ts');
    await once(run.child.stdout, 'data');
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(143);
  });
});
