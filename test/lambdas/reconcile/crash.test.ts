import { describe, expect, it } from 'vitest';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { ReconcileDeps } from '../../../lambdas/reconcile/ports.ts';
import { OVERLAP, reconcileBooks } from '../../../lambdas/reconcile/run.ts';
import { toyBooks } from '../../support/toy-books.ts';

class Crash extends Error {
  override readonly name = 'Crash';
}

/** The same dependencies, which die at the n-th write: before it, or after it. */
function dyingAt(deps: ReconcileDeps, nth: number, when: 'before' | 'after') {
  let writes = 0;
  const dies = <A extends unknown[], R>(write: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      writes += 1;
      const dead = writes === nth;
      if (dead && when === 'before') throw new Crash(`at write ${nth}`);
      const done = await write(...args);
      if (dead) throw new Crash(`at write ${nth}`);
      return done;
    };
  };
  const { ledger, kept, settle } = deps;
  const dying: ReconcileDeps = {
    ...deps,
    ledger: { ...ledger, append: dies(ledger.append) },
    settle: dies(settle),
    kept: {
      ...kept,
      advance: dies(kept.advance),
      keepPlace: dies(kept.keepPlace),
      putPending: dies(kept.putPending),
      dropPending: dies(kept.dropPending),
      putBreak: dies(kept.putBreak),
      dropBreak: dies(kept.dropBreak),
      keepDone: dies(kept.keepDone),
    },
  };
  return { dying, isOver: () => writes < nth };
}

/**
 * Books with something for every part of a run: new by hand, gone since, changed, and not confirmed; followed by more
 * that is no break than a run reads again.
 */
async function brokenBooks() {
  const world = toyBooks();
  await reconcileBooks(world.deps);
  const [changed, deleted] = [await world.posted('A1'), await world.posted('A2')];
  world.enter(world.byHand('gone'));
  await reconcileBooks(world.deps);
  const unsettled = await world.decided('A3');
  world.run.erp.after = () => {
    throw new ErpUnknown('the answer is lost');
  };
  await execute(world.run.messageOf(unsettled), world.run.gateway);
  world.run.clock.advance(60_000);
  world.change(changed, { gross: '1' });
  world.change(deleted, undefined);
  world.enter(world.byHand('new'));
  world.enter({ ...world.byHand('gone'), cancelled: true });
  for (let n = 0; n <= OVERLAP; n += 1) world.enter({ ...world.byHand(`filler-${n}`), cancelled: true });
  return world;
}

/** All that is left of it, but for when. */
function left({ breakEntries, breaks, pending, marks, places }: Awaited<ReturnType<typeof brokenBooks>>) {
  const entries = breakEntries().map(({ caseId, entryKey }) => `${caseId} ${entryKey}`);
  const known = { breaks: [...breaks.keys()].sort(), pending: [...pending.keys()], mark: marks.at(-1) };
  return { entries: entries.sort(), ...known, places: [...places.keys()] };
}

describe('a run that dies at any of its writes', () => {
  it.each(['before', 'after'] as const)('%s it is repeated, and nothing is lost or doubled', async (when) => {
    const whole = await brokenBooks();
    const { found, closed } = await reconcileBooks(whole.deps);
    expect([found.toSorted(), closed]).toEqual([
      ['amount-differs', 'missing-in-erp', 'outside-governance'],
      ['outside-governance'],
    ]);
    expect(whole.asked).toHaveLength(1);
    let crashes = 0;
    for (let nth = 1; ; nth += 1) {
      const world = await brokenBooks();
      const { dying, isOver } = dyingAt(world.deps, nth, when);
      const outcome = await reconcileBooks(dying).catch((error: Error) => error.name);
      if (isOver()) break;
      crashes += 1;
      if (outcome !== 'Crash') expect(outcome).toMatchObject({ failed: [{ reason: `Crash: at write ${nth}` }] });
      await reconcileBooks(world.deps);
      expect(left(world), `died ${when} write ${nth}`).toEqual(left(whole));
      expect(new Set(world.asked.map(({ caseId }) => caseId)).size).toBe(1);
    }
    expect(crashes).toBeGreaterThan(15);
  });

  it('and one beside it write each break once, and one of them moves the watermark', async () => {
    const [whole, world] = [await brokenBooks(), await brokenBooks()];
    await reconcileBooks(whole.deps);
    await Promise.all([reconcileBooks(world.deps), reconcileBooks(world.deps)]);
    expect(left(world)).toEqual(left(whole));
    expect(world.marks).toEqual(whole.marks);
  });
});
