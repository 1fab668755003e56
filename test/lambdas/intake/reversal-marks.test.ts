import { beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
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
