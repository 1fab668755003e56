import { afterAll, beforeAll, expect, it } from 'vitest';
import { summaryOf } from '../../lambdas/ledger/publish.ts';
import type { ReconcileDeps } from '../../lambdas/reconcile/ports.ts';
import { OVERLAP, reconcileBooks } from '../../lambdas/reconcile/run.ts';
import { caseView } from '../../lambdas/shared/adapters/case-view.ts';
import { dynamoReconciliation } from '../../lambdas/shared/adapters/dynamo-reconciliation.ts';
import { openBreaksOf } from '../../lambdas/shared/open-breaks.ts';
import { breakCaseId } from '../../statemachines/kernel/reconciliation.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { openTables } from '../support/ddb.ts';
import { toyBooks } from '../support/toy-books.ts';

let tables: Awaited<ReturnType<typeof openTables>>;
let world: ReturnType<typeof toyBooks>;
let deps: ReconcileDeps;
beforeAll(async () => {
  tables = await openTables();
  world = toyBooks(tables);
  const kept = dynamoReconciliation(tables.dynamo, tables.tables.reconciliation);
  deps = { ...world.deps, kept, cases: caseView(tables.dynamo, tables.tables.cases) };
  for (const key of world.run.memory.versions.keys())
    await tables.putSwitch(key, world.run.memory.versions.get(key) ?? 0);
});
afterAll(() => tables?.stop());

/** As the stream of the ledger would bring the view up to date. */
async function projected({ caseId }: Pick<CaseRef, 'caseId'>): Promise<string | undefined> {
  const summary = summaryOf(await deps.ledger.read(caseId));
  if (summary) await caseView(tables.dynamo, tables.tables.cases).put(summary);
  return summary?.status;
}

it('several runs at once write each break once, one moves the watermark, and a later run sees them gone', async () => {
  await reconcileBooks(deps);
  const refs = [await world.posted('A1'), await world.posted('A2'), await world.posted('A3')];
  const [changed, cancelled] = refs as [CaseRef, CaseRef, CaseRef];
  for (const ref of refs) expect(await projected(ref)).toBe('posted');
  world.change(changed, { gross: '1' });
  world.change(cancelled, { cancelled: true });
  world.enter(world.byHand('7'));
  for (let n = 0; n <= OVERLAP; n += 1) world.enter({ ...world.byHand(`filler-${n}`), cancelled: true });
  const runs = await Promise.all([1, 2, 3].map(() => reconcileBooks(deps)));
  expect(runs.flatMap(({ failed }) => failed)).toEqual([]);
  expect(await deps.kept.watermark()).toEqual({ start: 0, position: world.placed.length });
  const entries = await Promise.all([...refs.map(({ caseId }) => caseId), breakCaseId('7')].map(deps.ledger.read));
  const found = entries.flat().filter(({ stage }) => stage === 'break-found');
  expect(found.map(({ body }) => body['kind']).toSorted()).toEqual([
    'amount-differs',
    'cancelled-in-erp',
    'outside-governance',
  ]);
  expect(await deps.kept.breaks({ limit: 9 })).toHaveLength(3);
  expect(await projected(changed)).toBe('posted-deviating');

  world.change(changed, { gross: '500' });
  expect(await reconcileBooks(deps)).toMatchObject({ closed: ['amount-differs'], open: { ofCases: 1, outside: 1 } });
  expect(openBreaksOf(await deps.ledger.read(changed.caseId))).toEqual([]);
  expect(await projected(changed)).toBe('posted');
});
