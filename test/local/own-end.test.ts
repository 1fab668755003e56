import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endStaleChildren } from '../../local/child-records.ts';
import { startOf } from '../../local/processes.ts';

const childModule = resolve(import.meta.dirname, '../../local/child.ts');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-own-end-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that starts a child by startChild, says its pid, and then does what `then` says. */
async function starter(then = ''): Promise<{ process: ChildProcess; childPid: number }> {
  const code = `
    const { startChild } = await import(${JSON.stringify(childModule)});
    const child = await startChild({ name: 'test-own-end', command: process.execPath,
      args: ['-e', 'setInterval(() => {}, 1000)'], ready: async () => true, readyWithinMs: 5000, graceMs: 100 });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(child.pid));
    process.send('started'); ${then}`;
  const started = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(started, 'message');
  return { process: started, childPid: Number(readFileSync(join(folder, 'pid'), 'utf8')) };
}

describe('when the process that started a child ends', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s, the child ends too, and the exit code is %i', async (signal, expected) => {
    const { process: owner, childPid } = await starter();
    expect(startOf(childPid)).toBeDefined();
    owner.kill(signal);
    expect(await once(owner, 'exit')).toEqual([expected, null]);
    expect(startOf(childPid)).toBeUndefined();
  });

  it('by an error that nobody catches, the child ends too', async () => {
    const { process: owner, childPid } = await starter(`setTimeout(() => { throw new Error('boom') }, 50)`);
    await once(owner, 'exit');
    expect(startOf(childPid)).toBeUndefined();
  });

  it('because its own parent is gone, the child ends too', async () => {
    const { process: owner, childPid } = await starter();
    owner.disconnect();
    await once(owner, 'exit');
    expect(startOf(childPid)).toBeUndefined();
  });

  it('by SIGKILL, the next start ends the child', async () => {
    const { process: owner, childPid } = await starter();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(startOf(childPid)).toBeDefined();
    endStaleChildren();
    expect(startOf(childPid)).toBeUndefined();
  });
});
