import { beforeEach, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { reconcileBooks } from '../../../lambdas/reconcile/run.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { openBreaksOf } from '../../../lambdas/shared/open-breaks.ts';
import { breakCaseId } from '../../../statemachines/kernel/reconciliation.ts';
import { toyBooks } from '../../support/toy-books.ts';

let world: ReturnType<typeof toyBooks>;
beforeEach(async () => {
  world = toyBooks();
  await reconcileBooks(world.deps);
});

/** A case that is parked, of which a person then says that they have posted it under this number. */
async function postedByHand(document: string): Promise<string> {
  const ref = await world.decided('A1');
  await conclude({ ...ref, state: 'Park', reason: 'Transient' }, world.run.as('conclude'));
  await world.run.append('exceptions', ref.caseId, {
    ...{ entryKey: 'exception/ann/1', stage: 'exception-resolved', actor: { kind: 'person', id: 'ann' } },
    body: { attempt: 1, resolution: 'posted-by-hand', document, reason: 'the ERP was down' },
  });
  return ref.caseId;
}
const entriesOf = (caseId: string) => world.deps.ledger.read(caseId);
const found = async (caseId: string) =>
  (await entriesOf(caseId)).filter(({ stage }) => stage === 'hand-posting-found').map(({ body }) => body['document']);

it.each([
  ['of another number', { number: 'H-8' }],
  ['of another company', { company: 'OTHER' }],
  ['that is cancelled', { state: 'cancelled', cancelled: true }],
])('a document %s is not what somebody says they have posted', async (_, other) => {
  const caseId = await postedByHand('H-7');
  world.enter({ ...world.byHand('7'), ...other });
  await reconcileBooks(world.deps);
  expect(await found(caseId)).toEqual([]);
});

it('a statement that does not verify is believed by nobody, and named', async () => {
  const caseId = await postedByHand('H-7');
  const forged = (await entriesOf(caseId)).map((entry) =>
    entry.stage === 'exception-resolved' ? { ...entry, mac: 'forged' } : entry,
  );
  world.run.memory.cases.set(caseId, forged);
  world.enter(world.byHand('7'));
  const { failed, found: breaks } = await reconcileBooks(world.deps);
  expect(failed).toMatchObject([{ caseId, reason: expect.stringContaining('LedgerBroken') }]);
  expect(breaks).toEqual(['outside-governance']);
});

it('what a person has posted by hand is matched back to its case, once, and is no break', async () => {
  const caseId = await postedByHand('H-7');
  world.enter(world.byHand('7'));
  for (let run = 0; run < 3; run += 1)
    expect(await reconcileBooks(world.deps)).toMatchObject({ found: [], failed: [], open: { outside: 0 } });
  expect(await found(caseId)).toMatchObject([{ id: '7', number: 'H-7', gross: '9' }]);
  expect(statusOf(await entriesOf(caseId))).toBe('posted-by-hand');
});

it('a document that was a break before somebody said that it is theirs is one no more', async () => {
  world.enter(world.byHand('7'));
  expect(await reconcileBooks(world.deps)).toMatchObject({ found: ['outside-governance'] });
  const caseId = await postedByHand('H-7');
  expect(await reconcileBooks(world.deps)).toMatchObject({ closed: ['outside-governance'], open: { outside: 0 } });
  expect(openBreaksOf(await entriesOf(breakCaseId('7')))).toEqual([]);
  expect(await found(caseId)).toHaveLength(1);
});
