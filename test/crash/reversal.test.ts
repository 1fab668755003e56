import { expect, it } from 'vitest';
import { reopen } from '../../lambdas/reopen/run.ts';
import { requestMark } from '../../lambdas/review/request-mark.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { reversing } from '../support/reversing.ts';

class Crash extends Error {
  override readonly name = 'Crash';
}

type World = Awaited<ReturnType<typeof reversing>>;

/** Dies at the n-th write of the ledger, before it or after it; then lives. */
function crashAt(world: World, n: number, when: 'before' | 'after') {
  const { store } = world.run.memory;
  const put = store.putIfFree;
  let writes = 0;
  store.putIfFree = async (entry, together) => {
    writes += 1;
    if (writes === n && when === 'before') throw new Crash();
    const done = await put(entry, together);
    if (writes === n) throw new Crash();
    return done;
  };
  return () => writes;
}

/** Whatever dies is done again, as queues, streams, executions and people do it. */
async function untilDone<T>(step: () => Promise<T>, isDone: (value: T) => boolean | Promise<boolean> = () => true) {
  for (let tries = 0; tries < 10; tries += 1) {
    try {
      const value = await step();
      if (await isDone(value)) return value;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
  throw new Error('it never ends');
}

async function reverse(world: World, caseId: string) {
  const entry = await untilDone(() => world.ask(caseId, 'ann', 'one-key'));
  const reversal = String(entry.body['reversal']);
  await untilDone(() => world.deliver(caseId));
  const ref: CaseRef = await untilDone(() => world.decided(reversal));
  await untilDone(async () => {
    if (!(await world.stages(reversal)).includes('approved')) await world.countersign(ref);
  });
  const settled = async () => (await world.stages(reversal)).includes('confirmed');
  await untilDone(async () => {
    world.run.clock.advance(60_000);
    await world.carryOut(ref);
  }, settled);
  await untilDone(() => world.deliver(reversal));
  return reversal;
}

const once = async (world: World, caseId: string, reversal: string) => {
  const stages = [...(await world.stages(caseId)), ...(await world.stages(reversal))];
  for (const stage of ['reversal-requested', 'reversed', 'confirmed'] as const)
    expect([stage, stages.filter((one) => one === stage).length]).toEqual([stage, stage === 'confirmed' ? 2 : 1]);
  expect([...world.run.erp.documents.keys()].filter((key) => key.endsWith('/reversed'))).toHaveLength(1);
};

it('a crash before or after any write of the way loses nothing, and does nothing twice', async () => {
  const calm = await reversing();
  const { caseId } = await calm.posted();
  const writes = crashAt(calm, 0, 'before');
  await once(calm, caseId, await reverse(calm, caseId));
  const all = writes();
  expect(all).toBeGreaterThan(7);
  for (let n = 1; n <= all; n += 1)
    for (const when of ['before', 'after'] as const) {
      const world = await reversing();
      const original = (await world.posted()).caseId;
      crashAt(world, n, when);
      await once(world, original, await reverse(world, original));
    }
});

it.each(['before', 'after'] as const)('a crash %s the ERP takes it posts one credit', async (when) => {
  const world = await reversing();
  const { caseId } = await world.posted();
  let died = false;
  world.run.erp[when] = () => {
    if (died) return;
    died = true;
    throw new Crash();
  };
  await once(world, caseId, await reverse(world, caseId));
  expect(died).toBe(true);
});

it('two reversals of one effect, both countersigned: one is prepared, whatever is asked of the other', async () => {
  const world = await reversing();
  const { caseId } = await world.posted();
  const first = await world.asked(caseId);
  await world.end(await world.decided(first), 'Refuse');
  const second = await world.asked(caseId, 'bob');
  const request = requestMark('reopening', 'reopen');
  await reopen(
    { subject: 'ann', claimed: ['clerk'] },
    { caseId: first, reason: 'it was right after all', request },
    { ...world.run.reopening, workflowOf: world.workflowOf },
  );
  const refs = [await world.decided(first), await world.decided(second)];
  for (const ref of refs) await world.countersign(ref, 'cleo');
  await Promise.all(refs.map((ref) => world.carryOut(ref)));
  const prepared = await Promise.all([first, second].map(async (of) => (await world.stages(of)).includes('prepared')));
  expect(prepared.filter(Boolean)).toHaveLength(1);
  expect([...world.run.erp.documents.keys()].filter((key) => key.endsWith('/reversed'))).toHaveLength(1);
});
