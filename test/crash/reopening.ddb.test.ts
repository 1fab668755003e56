import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../lambdas/erp/gateway.ts';
import { reopen } from '../../lambdas/reopen/run.ts';
import { Refusal } from '../../lambdas/review/refusal.ts';
import { requestMark } from '../../lambdas/review/request-mark.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { toyRun } from '../support/toy-run.ts';

const RACES = 120;
const AT_ONCE = 4;
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople('ann', 'bob');
}, 120_000);
afterAll(() => tables?.stop());

/**
 * An interrupted case, and two people who reopen it just as its command is about to be prepared.
 * @param behindMs for how long the ERP keeps the command back meanwhile
 */
async function race(number: string, behindMs: number) {
  const run = toyRun(tables);
  await run.receive({ number, cents: 500 }, number);
  const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  const { caseId } = ref;
  await run.append('sweep', caseId, { entryKey: '1/interrupted', stage: 'interrupted', body: { attempt: 1 } });
  const about = Promise.withResolvers<void>();
  const versions = run.erp.versions.bind(run.erp);
  run.erp.versions = async (of) => {
    about.resolve();
    await sleep(behindMs);
    return versions(of);
  };
  const asked = ['ann', 'bob'].map(async (subject) => {
    await about.promise;
    const request = requestMark(crypto.randomUUID(), 'reopen');
    return reopen({ subject, claimed: ['clerk'] }, { caseId, reason: 'race', attempt: 1, request }, run.reopening);
  });
  const [carried, ...people] = await Promise.allSettled([execute(run.messageOf(ref), run.gateway), ...asked]);
  const lost = people.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  return { run, ref, carried, lost, entries: await run.deciding.ledger.read(caseId) };
}

it(`${RACES} races of two people who reopen a case, and its command: either it is posted, or one of them has reopened it`, async (context) => {
  const ends = { posted: 0, reopened: 0 };
  for (let n = 0; n < RACES; n += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, at) => race(`O${n + at}`, 4 * ((n + at) % 15)));
    for (const { run, ref, carried, lost, entries } of await Promise.all(batch)) {
      const reopenings = entries.filter(({ stage }) => stage === 'reopened-by-person').length;
      expect(lost.every((reason) => reason instanceof Refusal)).toBe(true);
      expect(lost).toHaveLength(2 - reopenings);
      expect(reopenings + run.erp.documents.size).toBe(1);
      expect(carried.status).toBe('fulfilled');
      expect(chainFaults(entries)).toEqual([]);
      ends[reopenings === 1 ? 'reopened' : 'posted'] += 1;
      if (reopenings === 0) continue;
      const late = await execute(run.messageOf(ref), run.gateway);
      expect(late).toMatchObject({ answer: { kind: 'failure', error: 'NotAuthorised' } });
      expect(run.erp.calls).toBe(0);
    }
  }
  figures(context, { 'reopening races posted': ends.posted, 'reopening races reopened': ends.reopened });
  expect(Math.min(ends.posted, ends.reopened)).toBeGreaterThan(0);
}, 300_000);
