import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../lambdas/erp/gateway.ts';
import { approve } from '../../lambdas/review/countersign.ts';
import { Refusal } from '../../lambdas/review/refusal.ts';
import { documentEntry } from '../../lambdas/shared/case-log.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { toyRun } from '../support/toy-run.ts';

const RACES = 120;
const AT_ONCE = 4;
const LATER = { id: 'later', time: '2026-11-24T10:00:00Z' };
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople('ann', 'bob');
}, 120_000);
afterAll(() => tables?.stop());

const begun = async (number: string, cents: number) => {
  const run = toyRun(tables);
  await run.receive({ number, cents });
  const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  return { run, ref, read: () => run.deciding.ledger.read(ref.caseId) };
};

/** The sender corrects or withdraws a note just as its command is about to be prepared. */
async function againstItsCommand(number: string, behindMs: number, corrects: boolean) {
  const { run, ref, read } = await begun(number, 500);
  const about = Promise.withResolvers<void>();
  const versions = run.erp.versions.bind(run.erp);
  run.erp.versions = async (of) => {
    about.resolve();
    await sleep(behindMs);
    return versions(of);
  };
  const told = async () => {
    await about.promise;
    return corrects ? run.correct({ number, cents: 700 }, LATER) : run.withdraw(number, LATER);
  };
  const [carried, event] = await Promise.allSettled([execute(run.messageOf(ref), run.gateway), told()]);
  return { run, ref, carried, event, entries: await read() };
}

it.for([true, false])(
  `${RACES} races of an event (corrects: %s) against the command of its case: one of the two wins, never both`,
  { timeout: 300_000 },
  async (corrects, context) => {
    const ends = { posted: 0, heeded: 0 };
    for (let n = 0; n < RACES; n += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, at) =>
        againstItsCommand(`S${corrects}${n + at}`, 4 * ((n + at) % 15), corrects),
      );
      for (const { run, ref, carried, event, entries } of await Promise.all(batch)) {
        const heeded = event.status === 'fulfilled' && event.value.answer === 'accepted';
        expect(Number(heeded) + run.erp.documents.size).toBe(1);
        expect(carried.status).toBe('fulfilled');
        if (event.status === 'rejected') expect(event.reason).toMatchObject({ name: 'Transient' });
        expect(chainFaults(entries)).toEqual([]);
        ends[heeded ? 'heeded' : 'posted'] += 1;
        if (!heeded) continue;
        expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
        expect(run.erp.calls).toBe(0);
        if (!corrects) continue;
        const next = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
        await execute(run.messageOf(next), run.gateway);
        expect([...run.erp.documents.values()].map(({ gross }) => gross)).toEqual(['700']);
      }
    }
    const name = `races of ${corrects ? 'a correction' : 'a withdrawal'} and a command`;
    figures(context, { [`${name} posted`]: ends.posted, [`${name} heeded`]: ends.heeded });
    expect(Math.min(ends.posted, ends.heeded)).toBeGreaterThan(0);
  },
);

/** The sender corrects a note just as somebody approves it: whichever comes first, the approval is of what it was of. */
async function againstAnApproval(number: string, behindMs: number) {
  const { run, ref, read } = await begun(number, 2_000);
  await run.open(ref);
  const decision = { caseId: ref.caseId, digest: ref.digest ?? '' };
  const ann = { subject: 'ann', claimed: ['clerk'] };
  const [approved, event] = await Promise.allSettled([
    sleep(behindMs).then(() => approve(ann, decision, run.deciding)),
    run.correct({ number, cents: 3_000 }, LATER),
  ]);
  return { run, ref, approved, event, read };
}

it(`${RACES} races of a correction against an approval: nothing is posted by it`, async (context) => {
  const ends = { approved: 0, refused: 0 };
  for (let n = 0; n < RACES; n += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, at) => againstAnApproval(`A${n + at}`, 3 * ((n + at) % 12)));
    for (const { run, ref, approved, event, read } of await Promise.all(batch)) {
      expect(event).toMatchObject({ status: 'fulfilled', value: { answer: 'accepted' } });
      if (approved.status === 'rejected') expect(approved.reason).toBeInstanceOf(Refusal);
      ends[approved.status === 'fulfilled' ? 'approved' : 'refused'] += 1;
      expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
      const next = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
      expect(await execute(run.messageOf(next), run.gateway)).toMatchObject({ answer: { error: 'NotAuthorised' } });
      const entries = await read();
      expect([run.erp.calls, statusOf(entries), chainFaults(entries)]).toEqual([0, 'open', []]);
      expect(documentEntry(entries).body['eventId']).toBe('shop/later');
    }
  }
  figures(context, { 'races of a correction and an approval': ends.approved + ends.refused });
  expect(Math.min(ends.approved, ends.refused)).toBeGreaterThan(0);
}, 300_000);
