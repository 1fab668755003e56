import { beforeEach, describe, expect, it } from 'vitest';
import { resolve } from '../../../lambdas/exceptions/resolve.ts';
import { standingOf } from '../../../lambdas/exceptions/show.ts';
import { requestMark } from '../../../lambdas/review/request-mark.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { effectReversal } from '../../../statemachines/effect-reversal/workflow.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { reversing } from '../../support/reversing.ts';

let world: Awaited<ReturnType<typeof reversing>>;
let original: string;
let reversal: string;
let ref: CaseRef;
beforeEach(async () => {
  world = await reversing();
  original = (await world.posted()).caseId;
  reversal = await world.asked(original);
  ref = await world.decided(reversal);
});

const newestOf = async (caseId: string, stage: LedgerEntry['stage']) =>
  (await world.ledger.read(caseId)).findLast((entry) => entry.stage === stage);

/** What a person says of the reversal's exception. */
async function says(resolution: string, opened: number | undefined, more: object = {}) {
  await world.run.append('exceptions', reversal, {
    ...{ entryKey: `exception/ann/${resolution}`, stage: 'exception-resolved', actor: { kind: 'person', id: 'ann' } },
    workflow: { slug: 'effect-reversal', version: '1' },
    body: { attempt: 1, opened: opened ?? 0, resolution, reason: 'agreed', ...more },
  });
}

describe('a credit that deviates', () => {
  beforeEach(async () => {
    await world.countersign(ref);
    const { post } = world.run.erp;
    world.run.erp.post = async (...of) => ({ ...(await post(...of)), net: '-1' }) as never;
    await world.carryOut(ref);
    expect(statusOf(await world.ledger.read(reversal))).toBe('posted-deviating');
  });

  it('takes nothing back: no mark, no other reversal, however often it is told', async () => {
    expect(await world.deliver(reversal)).toContain('accepted');
    await world.deliver(reversal);
    expect(await world.stages(original)).not.toContain('reversed');
    expect(statusOf(await world.ledger.read(original))).toBe('posted');
    await refused('reversal-under-way', world.ask(original, 'bob'), /posted-deviating/);
  });

  it('nor does it once somebody accepts something else of the reversal', async () => {
    await says('accept-as-is', 1);
    await world.deliver(reversal);
    expect(await world.stages(original)).not.toContain('reversed');
  });

  it('does once somebody accepts it as it is, and that the original hears once', async () => {
    await world.deliver(reversal);
    await says('accept-as-is', (await newestOf(reversal, 'confirmed'))?.seq);
    await refused('already-reversed', world.ask(original, 'bob'));
    for (let again = 0; again < 2; again += 1) await world.deliver(reversal);
    expect((await world.stages(original)).filter((stage) => stage === 'reversed')).toHaveLength(1);
    expect((await newestOf(original, 'reversed'))?.body).toMatchObject({ reversal, document: { number: 'N-2' } });
    expect(statusOf(await world.ledger.read(original))).toBe('reversed');
  });

  it('is not heeded where somebody forged that it was accepted', async () => {
    await says('accept-as-is', (await newestOf(reversal, 'confirmed'))?.seq);
    const kept = await world.ledger.read(reversal);
    const forged = kept.map((entry) => (entry.stage === 'exception-resolved' ? { ...entry, mac: 'forged' } : entry));
    world.run.memory.cases.set(reversal, forged);
    await expect(world.deliver(reversal)).rejects.toMatchObject({ name: 'LedgerBroken' });
    expect(await world.stages(original)).not.toContain('reversed');
  });
});

describe('a reversal that is done by hand', () => {
  const deps = () => ({
    ...{ ...world.run.as('exceptions'), workflowOf: world.workflowOf, authority: world.run.authority },
    ...{ open: async () => [], deadline: (start: Date) => start },
  });
  async function resolved(resolution: 'posted-by-hand' | 'close-refused') {
    const said = { resolution, reason: 'done', ...(resolution === 'posted-by-hand' && { document: 'SCN-7' }) };
    const opened = (await newestOf(reversal, 'parked'))?.seq ?? 0;
    const request = requestMark(crypto.randomUUID(), ['resolve', said]);
    return resolve({ subject: 'bob', claimed: ['clerk'] }, { caseId: reversal, opened, request, ...said }, deps());
  }

  it.each(['AMOUNTS-DIFFER', 'DOCUMENT-NOT-OURS', 'NO-PROPOSAL', 'NOBODY-PERMITTED'])(
    'is not believed where somebody has to look first: %s',
    async (reason) => {
      await world.end(ref, 'Park', reason);
      await expect(resolved('posted-by-hand')).rejects.toMatchObject({ kind: 'resolution-refused' });
      const { exception } = standingOf(await world.ledger.read(reversal), reversal, deps());
      expect(exception?.allowed).toEqual(['reopen', 'close-refused']);
    },
  );

  it.each(effectReversal.byHand ?? [])(
    'says so in the original, with its number, once and for good: %s',
    async (reason) => {
      await world.end(ref, 'Park', reason);
      const { exception } = standingOf(await world.ledger.read(reversal), reversal, deps());
      expect(exception?.allowed).toContain('posted-by-hand');
      await resolved('posted-by-hand');
      await refused('already-reversed', world.ask(original, 'bob'));
      for (let again = 0; again < 2; again += 1) await world.deliver(reversal);
      const marks = (await world.ledger.read(original)).filter(({ stage }) => stage.startsWith('revers'));
      expect(marks.map(({ stage }) => stage)).toEqual(['reversal-requested', 'reversed']);
      expect(marks[1]?.body).toMatchObject({ reversal, byHand: true, document: { number: 'SCN-7' } });
      expect(statusOf(await world.ledger.read(original))).toBe('reversed');
      await refused('already-reversed', world.ask(original, 'bob'));
    },
  );

  it('and then not: taken back before the original has heard of it, it leaves no mark', async () => {
    await world.end(ref, 'Park', 'PAID');
    const { seq } = await resolved('posted-by-hand');
    await world.run.append('exceptions', reversal, {
      ...{ entryKey: 'exception/ann/back', stage: 'exception-taken-back', actor: { kind: 'person', id: 'ann' } },
      body: { attempt: 1, statement: seq, reason: 'another one' },
    });
    await world.deliver(reversal);
    expect((await world.stages(original)).filter((stage) => stage.startsWith('revers'))).toEqual([
      'reversal-requested',
    ]);
    await refused('reversal-under-way', world.ask(original, 'bob'));
  });

  it('closed otherwise it takes nothing back, and may be asked for again', async () => {
    await world.end(ref, 'Park', 'PAID');
    await resolved('close-refused');
    await world.deliver(reversal);
    expect(await newestOf(original, 'reversal-ended')).toBeDefined();
    expect(await world.asked(original, 'bob')).not.toBe(reversal);
  });
});
