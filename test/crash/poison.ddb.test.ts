import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTables } from '../support/ddb.ts';
import { faultsGroup } from '../support/faults-group.ts';
import { breaches } from '../support/faults-verdict.ts';

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
});
afterAll(() => tables?.stop());

interface Poison {
  readonly at: RegExp;
  readonly fault: 'crash before' | 'crash after';
  /** What the first post loses. */
  readonly loses?: 'answer' | 'request';
  readonly ends: string;
  readonly documents: number;
  readonly aside?: number;
}
const POISON: readonly Poison[] = [
  { at: /ledger read/, fault: 'crash before', ends: 'EffectUnknown', documents: 0, aside: 1 },
  { at: /ledger read/, fault: 'crash after', ends: 'EffectUnknown', documents: 0, aside: 1 },
  { at: /ledger read|answer/, fault: 'crash before', ends: 'nothing', documents: 0, aside: 2 },
  { at: /ERP versions/, fault: 'crash before', ends: 'EffectUnknown', documents: 0 },
  { at: /ERP versions/, fault: 'crash after', ends: 'EffectUnknown', documents: 0 },
  { at: /ERP versions|append withdrawn/, fault: 'crash before', ends: 'EffectUnknown', documents: 0, aside: 1 },
  { at: /append withdrawn|ERP versions/, fault: 'crash after', ends: 'EffectUnknown', documents: 0 },
  { at: /append prepared/, fault: 'crash before', ends: 'EffectUnknown', documents: 0 },
  { at: /append prepared/, fault: 'crash after', ends: 'success', documents: 1 },
  { at: /ERP post/, fault: 'crash before', ends: 'EffectUnknown', documents: 0 },
  { at: /ERP post/, fault: 'crash after', ends: 'success', documents: 1 },
  { at: /append confirmed/, fault: 'crash before', ends: 'EffectUnknown', documents: 1 },
  { at: /append confirmed/, fault: 'crash after', ends: 'success', documents: 1 },
  { at: /ERP probe/, fault: 'crash before', loses: 'answer', ends: 'EffectUnknown', documents: 1 },
  { at: /ERP probe/, fault: 'crash after', loses: 'request', ends: 'EffectUnknown', documents: 0 },
  { at: /append probed/, fault: 'crash before', loses: 'request', ends: 'EffectUnknown', documents: 0 },
  { at: /append probed/, fault: 'crash after', loses: 'request', ends: 'EffectUnknown', documents: 0 },
  { at: /answer/, fault: 'crash before', ends: 'nothing', documents: 1, aside: 2 },
  { at: /answer/, fault: 'crash after', ends: 'success', documents: 1, aside: 2 },
  { at: /struck out/, fault: 'crash before', loses: 'answer', ends: 'success', documents: 1 },
  { at: /struck out/, fault: 'crash after', loses: 'request', ends: 'success', documents: 1 },
];

let notes = 0;
/** A doomed command and its successor in the same company. */
async function twoCommands({ at, fault, loses }: Pick<Poison, 'at' | 'fault' | 'loses'>) {
  const group = faultsGroup({ ...tables, throttlesBelow: true });
  notes += 1;
  const poison = await group.command(`${process.pid} poison ${notes}`);
  const successor = await group.command(`${process.pid} successor ${notes}`);
  poison.crossing.doom(fault, at);
  poison.ports.erp.loses = loses;
  return { group, poison, successor };
}

describe('a command whose worker dies at a boundary on every delivery', () => {
  it.each(POISON)('T7, T11: $fault of $at: $ends, and its successor follows', async (poisoned) => {
    const { group, poison, successor } = await twoCommands(poisoned);
    await group.run();
    const [first] = poison.answers;
    const ends = first?.kind === 'failure' ? first.error : (first?.kind ?? 'nothing');
    const documents = poison.ports.erp.documents.length;
    expect({ ends, documents, aside: poison.ports.aside.length }).toEqual({
      ends: poisoned.ends,
      documents: poisoned.documents,
      aside: poisoned.aside ?? 0,
    });
    expect(await breaches(poison)).toEqual([]);
    const settled = (await poison.entries()).filter(({ entryKey }) => entryKey.endsWith('/settled'));
    expect(settled.length).toBeLessThanOrEqual(1);
    expect(successor.answers).toEqual([expect.objectContaining({ kind: 'success' })]);
    expect({ receives: successor.queued.receives, breaches: await breaches(successor) }).toEqual({
      receives: 1,
      breaches: [],
    });
    const endedAt = async (of: typeof poison) => String((await of.entries()).at(-1)?.at);
    expect((await endedAt(successor)) >= (await endedAt(poison))).toBe(true);
  });

  it.each(['crash before', 'crash after'] as const)(
    '%s of its very first write: only the queue’s own count ends it',
    async (fault) => {
      const { group, poison, successor } = await twoCommands({ at: /run begins/, fault });
      await expect(group.run()).rejects.toThrow('given up after 20 receives');
      expect([poison.ports.erp.documents, successor.answers]).toEqual([[], []]);
    },
  );
});
