import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endStaleChildren, forgetChild, recordChild } from '../../local/child-records.ts';
import { markVariable, startOf } from '../../local/processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-records-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function program(mark: string) {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    env: { [markVariable]: mark },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, end: () => child.kill('SIGKILL') };
}

/** As if the process that wrote the record had been killed and its pid given to another one. */
function ownerIsGone(mark: string): void {
  const file = join(folder, `child-${mark}.json`);
  const record = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...record, owner: { ...record.owner, started: 'earlier' } }));
}

it('a child whose owner runs is left alone, and stays on record', async () => {
  const mark = randomUUID();
  const child = await program(mark);
  recordChild({ name: 'mine', mark, pid: child.pid }, folder);
  expect(endStaleChildren(folder)).toEqual([]);
  expect(startOf(child.pid)).toBeDefined();
  expect(readdirSync(folder)).toHaveLength(1);
  child.end();
});

it('a process that only has the pid of a child on record is left alone', async () => {
  const stranger = await program(randomUUID());
  const mark = randomUUID();
  recordChild({ name: 'gone', mark, pid: stranger.pid }, folder);
  const file = join(folder, `child-${mark}.json`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"started":"\d+"/g, '"started":"1"'));
  endStaleChildren(folder);
  expect(startOf(stranger.pid)).toBeDefined();
  stranger.end();
});

it('a child whose owner is gone is ended', async () => {
  const mark = randomUUID();
  const child = await program(mark);
  recordChild({ name: 'left', mark, pid: child.pid }, folder);
  ownerIsGone(mark);
  expect(endStaleChildren(folder)).toEqual(['left']);
  expect(startOf(child.pid)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

it('a record that can not be read is removed, other files stay', () => {
  writeFileSync(join(folder, 'child-x.json'), '{ "pid": "1" }');
  writeFileSync(join(folder, 'child-y.json'), 'not JSON');
  writeFileSync(join(folder, 'engine.txt'), '');
  expect(endStaleChildren(folder)).toEqual([]);
  expect(readdirSync(folder)).toEqual(['engine.txt']);
});

it('a child that has ended is forgotten', () => {
  recordChild({ name: 'done', mark: 'm', pid: process.pid }, folder);
  forgetChild('m', folder);
  expect(readdirSync(folder)).toEqual([]);
});
