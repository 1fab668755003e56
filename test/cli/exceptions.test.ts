import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionsCsv, exceptionsTable } from '../../cli/exceptions-text.ts';
import { conclude } from '../../lambdas/conclude/run.ts';
import type { Line } from '../../lambdas/exceptions/schemas.ts';
import { type IdentityProvider, LOCAL_CLIENT, startIdentityProvider } from '../../local/identity/provider.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { asScript } from '../support/as-script.ts';
import { toyApiServer } from '../support/toy-api-server.ts';

const main = resolve(import.meta.dirname, '../../cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'countersign-exceptions-'));
let provider: IdentityProvider;
let api: Awaited<ReturnType<typeof toyApiServer>>;
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0 });
  api = await toyApiServer(provider);
});
afterAll(async () => {
  await api?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});

async function parked(number: string): Promise<string> {
  await api.run.receive({ number, cents: 500 }, number);
  const ref = await api.run.toDecision(api.run.started.at(-1)?.input as CaseRef, 0.95);
  await conclude({ ...ref, state: 'Park', reason: 'Transient' }, api.run.as('conclude'));
  return ref.caseId;
}

const countersign = asScript(main, folder);
const exceptions = (...args: string[]) => countersign('exceptions', ...args);
const login = (person: string) =>
  countersign('login', '--as', person, '--url', api.url, '--issuer', provider.issuer, '--client', LOCAL_CLIENT);
const reason = ['--reason', 'the ERP was down'];

describe('nothing is said', () => {
  it.each([
    ['without a reason', ['resolve', 'ID', 'close-refused']],
    ['posted by hand without a document', ['resolve', 'ID', 'posted-by-hand', ...reason]],
    ['with a document that nobody posted', ['resolve', 'ID', 'close-refused', '--document', 'X', ...reason]],
    ['by what is no resolution', ['resolve', 'ID', 'approve', ...reason]],
    ['of a class that is none', ['list', '--class', 'other']],
    ['in a format that is none', ['export', '--format', 'xls']],
  ])('%s: it ends with 2', async (_, args) => {
    expect(await exceptions(...args)).toMatchObject({ status: 2, out: '' });
  });

  it('by what has a command of its own, which is named', async () => {
    const answer = await exceptions('resolve', 'toy-1', 'readmit', ...reason);
    expect(answer).toMatchObject({ status: 2, err: expect.stringContaining('countersign quarantine readmit toy-1') });
  });

  it('about what is over, or has changed since it was seen', async () => {
    await login('amara');
    const caseId = await parked('B1');
    const answer = await exceptions('resolve', caseId, 'close-refused', ...reason, '--entry', '1');
    expect(answer).toMatchObject({
      status: 1,
      err: expect.stringContaining('is not the exception that you have seen'),
    });
    await exceptions('resolve', caseId, 'close-refused', ...reason);
    const again = await exceptions('assign', caseId, 'person-bruno');
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining('nothing about') });
    expect(await exceptions('take-back', caseId, ...reason)).toMatchObject({ status: 1, out: '' });
  });
});

it('from the list to the end: assigned, posted by hand, taken back by another', async () => {
  await login('amara');
  const caseId = await parked('A1');
  expect((await exceptions('assign', caseId, 'person-bruno')).out).toContain('in hand of person-bruno');
  expect((await exceptions('list', '--class', 'erp-unavailable')).out).toContain(caseId);
  expect(JSON.parse((await exceptions('list', '--mine', '--json')).out)).toEqual({ exceptions: [], more: false });
  await login('bruno');
  const [mine] = JSON.parse((await exceptions('export', '--format', 'json', '--mine')).out);
  expect(mine).toMatchObject({ caseId, assignee: 'person-bruno' });
  const said = await exceptions('resolve', caseId, 'posted-by-hand', '--document', 'INV-7', ...reason);
  expect(said).toMatchObject({
    status: 0,
    out: expect.stringContaining('now posted-by-hand; nothing waits for people'),
  });
  expect((await exceptions('show', caseId)).out).toContain('posted by hand as INV-7, says person-bruno');
  expect((await exceptions('take-back', caseId, ...reason)).err).toContain(
    'Another person than who made the statement',
  );
  await login('amara');
  expect((await exceptions('take-back', caseId, ...reason)).out).toContain('now parked; erp-unavailable');
  expect((await exceptions('export')).out).toContain(caseId);
});

const line = (more: Partial<Line>): Line => ({
  ...{ caseId: 'toy-1', workflow: 'toy', subject: 'note', class: 'erp-refused', opened: 2, reason: 'r' },
  ...{ since: '2026-11-24T09:00:00.000Z', due: '2026-11-24T17:00:00.000Z', owner: 'finance-systems', route: 'clerk' },
  ...{ severity: 'normal', allowed: ['reopen', 'close-refused'], ageSeconds: 5_400, overdue: false, ...more },
});

describe('the export', () => {
  it.each(['=cmd()', '+1', '-1+1', '@SUM(A1)', '\tx', '\rx'])('makes no formula of %j', (outside) => {
    const csv = exceptionsCsv([line({ subject: outside, reason: outside, assignee: outside, company: outside })]);
    const [, row = ''] = csv.split('\r\n');
    expect(csv).toContain(`'${outside}`);
    expect(row.split(',').filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('keeps commas, quotes and lines in their field, and amounts as decimals', () => {
    const value = { minor: 123_456, currency: 'EUR' };
    const csv = exceptionsCsv([line({ reason: 'a, "b"\nc', value, overdue: true })]);
    expect(csv).toContain('"a, ""b""\nc"');
    expect(csv).toContain(',1234.56,EUR,');
    expect(csv).toContain(',yes,1.5,,reopen; close-refused,');
  });
});

it('the table says what is late, and when there is nothing, or more', () => {
  expect(exceptionsTable([], false)).toBe('nothing waits for you');
  const table = exceptionsTable([line({ overdue: true })], true);
  expect(table).toMatch(/OVERDUE[\s\S]*\(clerk\)[\s\S]*there are more/);
});
