import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChildSpec, startChild } from '../../local/child.ts';
import { startOf } from '../../local/processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-child-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that starts another one in a session of its own, as LocalStack does, and then tells both pids. */
function programWithOffspring(): string {
  const offspring = `spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })`;
  const tell = `writeFileSync(${JSON.stringify(join(folder, 'pids'))}, process.pid + ' ' + offspring.pid)`;
  return `const { spawn } = require('node:child_process'); const { writeFileSync } = require('node:fs');
    const offspring = ${offspring}; process.on('SIGTERM', () => {}); ${tell}; setInterval(() => {}, 1000)`;
}

function spec(code: string, overrides: Partial<ChildSpec> = {}): ChildSpec {
  return {
    name: 'test-child',
    command: process.execPath,
    args: ['-e', code],
    ready: async () => existsSync(join(folder, 'pids')),
    readyWithinMs: 10_000,
    graceMs: 100,
    ...overrides,
  };
}

const pids = () => readFileSync(join(folder, 'pids'), 'utf8').split(' ').map(Number);
const running = () => pids().filter((pid) => startOf(pid) !== undefined);

describe('a child that does not get ready', () => {
  it('fails at once when it ends, with the tail of its log', async () => {
    const dying = startChild(spec('console.error("port is taken"); process.exit(4)'));
    await expect(dying).rejects.toThrow(/test-child ended with exit code 4 before it was ready[\s\S]*port is taken/);
  });

  it('is ended when its time is up, with all that it started', async () => {
    const late = startChild(spec(programWithOffspring(), { ready: async () => false, readyWithinMs: 600 }));
    await expect(late).rejects.toThrow(/was not ready after 0.6 s/);
    expect(running()).toEqual([]);
  });

  it('is not taken as ready when the question throws or hangs', async () => {
    const throws = async () => {
      throw new Error('refused');
    };
    const hangs = () => new Promise<boolean>(() => {});
    for (const ready of [throws, hangs]) {
      const child = startChild(spec('setInterval(() => {}, 1000)', { ready, readyWithinMs: 300 }));
      await expect(child).rejects.toThrow(/was not ready/);
    }
  });
});

describe('a child that runs', () => {
  it('is stopped with what it started in sessions of their own, although it ignores SIGTERM', async () => {
    const child = await startChild(spec(programWithOffspring()));
    expect(running()).toHaveLength(2);
    await child.stop();
    await child.stop();
    expect(running()).toEqual([]);
    expect(await child.ended).toBe(137);
  });

  it('takes its offspring with it when it ends by itself', async () => {
    const child = await startChild(spec(programWithOffspring()));
    process.kill(child.pid, 'SIGKILL');
    await child.ended;
    expect(running()).toEqual([]);
  });
});
