import { beforeEach, expect, it } from 'vitest';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { reconcileBooks } from '../../../lambdas/reconcile/run.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { toyBooks } from '../../support/toy-books.ts';

let world: ReturnType<typeof toyBooks>;
beforeEach(() => {
  world = toyBooks();
});
const MINUTE = 60_000;
const reconciled = () => reconcileBooks(world.deps);
const entriesOf = (caseId: string) => world.deps.ledger.read(caseId);
async function begun() {
  await reconciled();
  return world;
}

it('a document of another key of a posted case stays a break while it is there', async () => {
  const { posted, enter, byHand } = await begun();
  const ref = await posted('A1');
  enter({ ...byHand('7'), key: `${ref.caseId}/other/1`, digest: 'd' });
  expect(await reconciled()).toMatchObject({ found: ['case-not-confirmed'], closed: [] });
  expect(await reconciled()).toMatchObject({ found: [], closed: [], open: { ofCases: 1 } });
});

it('what an earlier attempt prepared is not stuck once a later one has confirmed it', async () => {
  const { run, decided, deps } = await begun();
  run.erp.after = () => {
    throw new ErpUnknown('lost');
  };
  const first = await decided('A1');
  await execute(run.messageOf(first), run.gateway);
  run.erp.after = () => {};
  const { caseId } = first;
  await run.append('sweep', caseId, { entryKey: 'again', stage: 'reopened', body: { attempt: 2 } });
  const second = await run.toDecision({ schema: 1, caseId, attempt: 2, workflow: 'toy' }, 0.95);
  run.clock.advance(MINUTE);
  await execute(run.messageOf(second), run.gateway);
  expect([statusOf(await entriesOf(caseId)), await deps.flights()]).toEqual(['posted', []]);
});

it('a stuck command that can’t be put again keeps nobody from the rest, and goes to the company that it was decided for', async () => {
  const { run, decided, deps } = await begun();
  run.erp.before = () => {
    throw new ErpUnknown('lost');
  };
  const [refused, again] = [await decided('A1'), await decided('A2')];
  for (const ref of [refused, again]) await execute(run.messageOf(ref), run.gateway);
  await run.append('decide', again.caseId, {
    entryKey: 'later',
    stage: 'decided',
    body: { attempt: 2, route: 'park' },
  });
  run.clock.advance(61 * MINUTE);
  const asked: string[] = [];
  const settle: typeof deps.settle = async ({ caseId }, company) => {
    if (caseId === refused.caseId) throw new Error('the queue refuses it');
    asked.push(company);
  };
  const done = await reconcileBooks({ ...deps, settle });
  expect(done).toMatchObject({ stuck: [again.caseId], minutesSince: 0 });
  expect(done.failed).toEqual([{ caseId: refused.caseId, reason: 'Error: the queue refuses it' }]);
  expect(asked).toEqual(['ACME']);
});
