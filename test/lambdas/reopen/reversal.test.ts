import { beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import { refused } from '../../support/refused.ts';
import { reversibleToy, reversing } from '../../support/reversing.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

let world: Awaited<ReturnType<typeof reversing>>;
beforeEach(async () => {
  world = await reversing();
});
const twofold: Workflow = {
  ...reversibleToy,
  effects: [
    ...reversibleToy.effects,
    { state: 'Post More', command: 'post-more' },
    { state: 'Undo Post', command: 'credit-invoice', compensates: 'Post' },
  ],
  propose(of, ...rest) {
    const proposed = reversibleToy.propose(of, ...rest);
    const more = proposed?.commands.map((command) => ({
      ...{ ...command, kind: 'post-more', idempotencyKey: `${of.caseId}/post-more/1` },
      compensation: { kind: 'none', reason: 'toy' },
    }));
    return proposed && { ...proposed, commands: [...proposed.commands, ...(more ?? [])] };
  },
};
const ofStage = async (caseId: string, stage: LedgerEntry['stage']) =>
  (await world.ledger.read(caseId)).filter((entry) => entry.stage === stage);

describe('nothing is asked to be reversed', () => {
  it('of a case that is not there', async () => {
    await refused('no-case', world.ask(`toy-${'0'.repeat(32)}`));
  });

  it('of a case that has posted nothing', async () => {
    await world.run.receive({ number: 'A1', cents: 500 });
    const { caseId } = world.run.started[0]?.input ?? { caseId: '' };
    await refused('not-reversible', world.ask(caseId));
    await world.run.toDecision(world.run.started[0]?.input as never, 0.95);
    await refused('not-reversible', world.ask(caseId));
  });

  it('by somebody without a role in the company', async () => {
    const { caseId } = await world.posted();
    const elsewhere = toyPerson('zoe', 'clerk', { appointments: [{ role: 'clerk', companies: ['OTHER'] }] });
    world.run.authority.people.set('zoe', toyStanding('zoe', elsewhere));
    await refused('not-entitled', world.ask(caseId, 'zoe'));
    await refused('not-entitled', world.ask(caseId, 'nobody'));
    expect(await world.stages(caseId)).not.toContain('reversal-requested');
  });

  it('where the command says that nothing undoes it', async () => {
    const { caseId } = await world.posted();
    const reversal = await world.asked(caseId);
    const ref = await world.decided(reversal);
    await world.countersign(ref);
    await world.carryOut(ref);
    await refused('not-reversible', world.ask(reversal, 'bob'));
  });

  it('of an effect that is no document with amounts', async () => {
    const { caseId } = await world.posted();
    const kept = await world.ledger.read(caseId);
    world.run.memory.cases.set(
      caseId,
      kept.filter(({ stage }) => stage !== 'confirmed'),
    );
    const body = { digest: 'd', idempotencyKey: `${caseId}/change-party/1`, document: { id: '7' } };
    await world.run.append('gateway', caseId, {
      entryKey: 'effect/1/1/change-party/settled',
      stage: 'confirmed',
      body,
    });
    await refused('not-reversible', world.ask(caseId), /no document/);
  });

  it('of several effects: one of them alone is not the case', async () => {
    const { caseId } = await world.posted();
    const [confirmed] = await ofStage(caseId, 'confirmed');
    const body = { ...confirmed?.body, idempotencyKey: `${caseId}/post-toy/2` };
    await world.run.append('gateway', caseId, { entryKey: 'effect/1/1/other/settled', stage: 'confirmed', body });
    await refused('not-reversible', world.ask(caseId), /several effects/);
  });

  it('of a case that is still on its way, and of a decision of several commands of which one is confirmed', async () => {
    world = await reversing(undefined, twofold);
    const ref = await world.posted();
    expect(statusOf(await world.ledger.read(ref.caseId))).toBe('open');
    await refused('not-reversible', world.ask(ref.caseId), /It is open/);
    await world.run.append('exceptions', ref.caseId, {
      ...{ entryKey: 'exception/ann/1', stage: 'exception-resolved', actor: { kind: 'person', id: 'ann' } },
      body: { attempt: 1, resolution: 'posted-by-hand', document: 'H-1', reason: 'the rest, by hand' },
    });
    expect(statusOf(await world.ledger.read(ref.caseId))).toBe('posted-by-hand');
    await refused('not-reversible', world.ask(ref.caseId), /several effects/);
  });

  it('where it is reversed at the very moment of asking', async () => {
    const { caseId } = await world.posted();
    const { get } = world.run.evidence;
    world.run.evidence.get = async (...of) => {
      world.run.evidence.get = get;
      await world.run.append('intake', caseId, { entryKey: 'reversed/1', stage: 'reversed', body: { reversal: 'x' } });
      return get(...of);
    };
    await refused('already-reversed', world.ask(caseId));
  });

  it('while a reversal is under way, not even before Intake has heard of it', async () => {
    const { caseId } = await world.posted();
    await world.ask(caseId);
    await refused('reversal-under-way', world.ask(caseId, 'bob'));
    await world.deliver(caseId);
    await refused('reversal-under-way', world.ask(caseId));
  });

  it('where somebody forged that it was confirmed', async () => {
    const { caseId } = await world.posted();
    const forged = (await world.ledger.read(caseId)).map((entry) =>
      entry.stage === 'confirmed' ? { ...entry, mac: 'forged' } : entry,
    );
    world.run.memory.cases.set(caseId, forged);
    await expect(world.ask(caseId)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });
});

describe('a request', () => {
  it('repeated with its key is the same, with other words under that key it is refused', async () => {
    const { caseId } = await world.posted();
    const first = await world.ask(caseId, 'ann', 'key-1');
    expect((await world.ask(caseId, 'ann', 'key-1')).hash).toBe(first.hash);
    await refused('key-reused', world.ask(caseId, 'ann', 'key-1', 'other words'));
    expect(await ofStage(caseId, 'reversal-requested')).toHaveLength(1);
  });

  it('of two people at once counts once, and the other is told', async () => {
    const { caseId } = await world.posted();
    const both = await Promise.allSettled([world.ask(caseId, 'ann'), world.ask(caseId, 'bob')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ kind: 'reversal-under-way' });
    expect(await ofStage(caseId, 'reversal-requested')).toHaveLength(1);
  });

  it('says what the ledger knows, and who countersigned; nothing but the reason is of whoever asks', async () => {
    const { caseId } = await world.posted({ number: 'A1', cents: 2_000 });
    const asked = await world.askedOf(await world.asked(caseId));
    expect(asked).toMatchObject({
      serial: 1,
      reverses: { caseId, command: 'post-toy', compensation: 'credit-invoice', document: { gross: '2000' } },
      company: { code: 'ACME', id: '1' },
      exposure: { minor: 2_000, currency: 'EUR' },
      requestedBy: { subject: 'ann' },
      countersignedBy: [{ duty: 'invoice-approval', names: ['bob'] }],
    });
  });

  it('leaves the case as it stands, and opens one case, however often it comes', async () => {
    const { caseId } = await world.posted();
    const reversal = await world.asked(caseId);
    expect(await world.deliver(caseId)).toEqual(['accepted']);
    expect(world.run.started.filter(({ input }) => input.caseId === reversal).map(({ name }) => name)).toEqual([
      `${reversal}-1`,
      `${reversal}-1`,
    ]);
    expect(statusOf(await world.ledger.read(caseId))).toBe('posted');
    expect(await world.stages(reversal)).toEqual(['received']);
  });
});

describe('the decision', () => {
  it('is never the agent’s, however small it is', async () => {
    const { caseId } = await world.posted({ number: 'A1', cents: 1 });
    expect(await world.decided(await world.asked(caseId))).toMatchObject({ route: 'review' });
  });

  it('is not of whoever asked, nor of who countersigned the original', async () => {
    const { caseId } = await world.posted({ number: 'A1', cents: 2_000 });
    const ref = await world.decided(await world.asked(caseId));
    await refused('not-entitled', world.countersign(ref, 'ann'));
    await refused('not-entitled', world.countersign(ref, 'bob'));
    await world.countersign(ref, 'cleo');
  });
});

describe('once it is confirmed', () => {
  async function reversed() {
    const { caseId } = await world.posted();
    const reversal = await world.asked(caseId);
    const ref = await world.decided(reversal);
    await world.countersign(ref);
    await world.carryOut(ref);
    return { caseId, reversal };
  }

  it('the original is reversed, exactly once, and for good', async () => {
    const { caseId, reversal } = await reversed();
    for (let again = 0; again < 3; again += 1) await world.deliver(reversal);
    const [mark, ...more] = await ofStage(caseId, 'reversed');
    expect(more).toEqual([]);
    expect(mark?.body).toMatchObject({ reversal, document: { number: 'N-2' } });
    expect(statusOf(await world.ledger.read(caseId))).toBe('reversed');
    await refused('already-reversed', world.ask(caseId));
  });

  it('nobody may ask again, even before the original has heard of it', async () => {
    const { caseId } = await reversed();
    await refused('already-reversed', world.ask(caseId));
  });

  it('its sender may neither correct nor withdraw the original', async () => {
    const { caseId, reversal } = await reversed();
    await world.deliver(reversal);
    const time = '2026-11-25T09:00:00Z';
    const answers = [
      await world.run.correct({ number: 'A1', cents: 400 }, { id: 'c1', time }),
      await world.run.withdraw('A1', { id: 'w1', time }),
    ];
    const reasons = [expect.stringMatching(/under a number of its own$/)];
    expect(answers).toMatchObject([
      { answer: 'conflict', reasons },
      { answer: 'conflict', reasons },
    ]);
    expect(await world.run.receive({ number: 'A1', cents: 500 }, 'again')).toMatchObject({ answer: 'duplicate' });
    expect(await world.run.receive({ number: 'A1', cents: 400 }, 'other')).toMatchObject({ answer: 'conflict' });
    expect(statusOf(await world.ledger.read(caseId))).toBe('reversed');
    expect(await world.run.receive({ number: 'A1-b', cents: 400 }, 'own')).toMatchObject({ answer: 'accepted' });
  });
});

describe('a reversal that was refused', () => {
  it('says so in the original, and may be asked for again as another case', async () => {
    const { caseId } = await world.posted();
    const first = await world.asked(caseId);
    await world.end(await world.decided(first), 'Refuse');
    await world.deliver(first);
    await world.deliver(first);
    expect(await ofStage(caseId, 'reversal-ended')).toHaveLength(1);
    expect(statusOf(await world.ledger.read(caseId))).toBe('posted');
    const second = await world.asked(caseId, 'bob');
    expect(second).not.toBe(first);
    expect(await world.askedOf(second)).toMatchObject({ serial: 2 });
  });

  it('and is only parked, holds up another', async () => {
    const { caseId } = await world.posted();
    const first = await world.asked(caseId);
    await world.end(await world.decided(first), 'Park', 'PAID');
    await refused('reversal-under-way', world.ask(caseId));
  });

  it('but of which nobody knows whether the ERP has it is looked up and undone by hand: no other is asked for', async () => {
    const { caseId } = await world.posted();
    const first = await world.asked(caseId);
    const ref = await world.decided(first);
    await world.countersign(ref);
    world.run.erp.before = () => {
      throw new Error('nobody answers');
    };
    await world.carryOut(ref).catch(() => {});
    await refused('reversal-under-way', world.ask(caseId), /is open/);
    await world.end(ref, 'Park', 'EffectUnknown');
    await refused('effect-unknown', world.ask(caseId), /look its key up/);
    await world.run.append('exceptions', first, {
      ...{ entryKey: 'exception/ann/1', stage: 'exception-resolved', actor: { kind: 'person', id: 'ann' } },
      body: { attempt: 1, resolution: 'close-refused', reason: 'never mind' },
    });
    await refused('effect-unknown', world.ask(caseId), /by hand/);
  });
});
