import { beforeEach, describe, expect, it } from 'vitest';
import { ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { reconcileBooks } from '../../../lambdas/reconcile/run.ts';
import { accuracyOf } from '../../../lambdas/reconcile/tally.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { openBreaksOf } from '../../../lambdas/shared/open-breaks.ts';
import { breakCaseId } from '../../../statemachines/kernel/reconciliation.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyBooks } from '../../support/toy-books.ts';

let world: ReturnType<typeof toyBooks>;
beforeEach(() => {
  world = toyBooks();
});
const MINUTE = 60_000;
const reconciled = () => reconcileBooks(world.deps);
const entriesOf = (caseId: string) => world.deps.ledger.read(caseId);
const openOf = async (caseId: string) =>
  openBreaksOf(await entriesOf(caseId)).map(({ kind, subject }) => `${kind} ${subject}`);
const keyOf = ({ caseId }: CaseRef) => `${caseId}/post-toy/1`;
const fails = (error: Error) => async () => {
  throw error;
};
/** The first run begins at the end of the books, and knows nothing of what was before. */
async function begun() {
  await reconciled();
  return world;
}

describe('the books that say the same', () => {
  it('have no break: nothing is written, and the watermark stands at their end', async () => {
    const { posted, marks, breakEntries } = await begun();
    for (const number of ['A1', 'A2', 'A3']) await posted(number);
    const done = await reconciled();
    expect(done).toMatchObject({ documents: 3, found: [], closed: [], failed: [], open: { ofCases: 0, outside: 0 } });
    expect(accuracyOf(done)).toBe(100);
    expect(marks).toEqual([0, 3]);
    expect(breakEntries()).toEqual([]);
  });

  it('were other books before the first run, which are left alone', async () => {
    for (const id of ['old', 'older']) world.enter(world.byHand(id));
    await begun();
    world.enter(world.byHand('new'));
    expect(await reconciled()).toMatchObject({ documents: 1, found: ['outside-governance'] });
    expect(world.breakEntries().map(({ body }) => body['subject'])).toEqual(['new']);
    expect(world.marks).toEqual([2, 3]);
  });

  it('tell a place that appears late, below the watermark', async () => {
    const { placed, port, byHand, books } = await begun();
    world.enter(byHand('1'));
    placed.push('late');
    world.enter(byHand('3'));
    expect(await reconciled()).toMatchObject({ documents: 2 });
    books.set('late', byHand('late'));
    expect((await port.documents({ after: 1, limit: 9 })).documents[0]?.position).toBe(2);
    expect(await reconciled()).toMatchObject({ found: ['outside-governance'] });
    expect(world.breakEntries().map(({ body }) => body['subject'])).toEqual(['1', '3', 'late']);
  });
});

describe('a document that no case has', () => {
  it('is a break in a case of its own, once, and is closed when it is cancelled', async () => {
    const { enter, byHand, breaks } = await begun();
    enter(byHand('7'));
    for (let run = 0; run < 3; run += 1) await reconciled();
    expect(await openOf(breakCaseId('7'))).toEqual(['outside-governance 7']);
    expect(await entriesOf(breakCaseId('7'))).toHaveLength(1);
    expect([...breaks.values()]).toMatchObject([{ kind: 'outside-governance', subject: '7', company: 'ACME' }]);
    enter({ ...byHand('7'), state: 'cancelled', cancelled: true });
    expect(await reconciled()).toMatchObject({ closed: ['outside-governance'], open: { outside: 0 } });
    expect((await entriesOf(breakCaseId('7'))).map(({ stage }) => stage)).toEqual(['break-found', 'break-closed']);
    expect(breaks.size).toBe(0);
  });

  it.each(['x', `toy-${'0'.repeat(32)}/post-toy/1`])('is outside governance, too, under the key %s', async (key) => {
    const { enter, byHand } = await begun();
    enter({ ...byHand('7'), key, digest: 'd' });
    expect(await reconciled()).toMatchObject({ found: ['outside-governance'] });
    expect(await reconciled()).toMatchObject({ found: [], closed: [], open: { outside: 1 } });
  });
});

describe('a confirmed effect', () => {
  it.each([
    ['missing-in-erp', undefined],
    ['cancelled-in-erp', { state: 'cancelled', cancelled: true }],
    ['amount-differs', { gross: '501' }],
    ['number-differs', { number: 'N-0' }],
    ['digest-differs', { changed: ['reference'] }],
  ])('with the break %s is found within the window, and deviates until it is gone', async (kind, to) => {
    const { posted, change, run } = await begun();
    const ref = await posted('A1');
    await reconciled();
    const [was] = await world.port.documentsOf([keyOf(ref)]);
    run.clock.advance(34 * 1_440 * MINUTE);
    change(ref, to);
    const done = await reconciled();
    expect(done).toMatchObject({ found: [kind], open: { ofCases: 1 } });
    expect(accuracyOf(done)).toBe(0);
    expect(await openOf(ref.caseId)).toEqual([`${kind} ${keyOf(ref)}`]);
    expect(statusOf(await entriesOf(ref.caseId))).toBe('posted-deviating');
    expect(await reconciled()).toMatchObject({ found: [], closed: [] });
    if (was) world.books.set(was.id, was);
    expect(await reconciled()).toMatchObject({ closed: [kind], open: { ofCases: 0 } });
    expect(statusOf(await entriesOf(ref.caseId))).toBe('posted');
    change(ref, to);
    expect(await reconciled()).toMatchObject({ found: [kind] });
    expect((await entriesOf(ref.caseId)).filter(({ stage }) => stage === 'break-found')).toHaveLength(2);
  });

  it('that is booked twice is found by the second document', async () => {
    const { posted, enter } = await begun();
    const ref = await posted('A1');
    const [document] = await world.port.documentsOf([keyOf(ref)]);
    if (document) enter({ ...document, id: 'twin', number: 'N-twin' });
    expect(await reconciled()).toMatchObject({ found: ['duplicate-in-erp'] });
  });

  it('is looked at again, however many there are, some at each run', async () => {
    const { posted, change } = await begun();
    const refs: CaseRef[] = [];
    for (let n = 0; n < 105; n += 1) refs.push(await posted(`A${n}`));
    await reconciled();
    const last = refs.at(-1) as CaseRef;
    change(last, { cancelled: true });
    world.marks.push(1_000);
    const found = [await reconciled(), await reconciled(), await reconciled()].flatMap((done) => done.found);
    expect(found).toEqual(['cancelled-in-erp']);
    expect(world.places.has('posted')).toBe(false);
  });

  it('is not believed when its entry is not genuine, and keeps nobody from the others', async () => {
    const { posted, change, run } = await begun();
    const [forged, other] = [await posted('A1'), await posted('A2')];
    const entries = run.memory.cases.get(forged.caseId) ?? [];
    const spoilt = entries.map((entry) => (entry.stage === 'confirmed' ? { ...entry, mac: 'forged' } : entry));
    run.memory.cases.set(forged.caseId, spoilt);
    change(other, { gross: '1' });
    const done = await reconciled();
    expect(done.found).toEqual(['amount-differs']);
    expect(new Set(done.failed.map(({ caseId }) => caseId))).toEqual(new Set([forged.caseId]));
    expect(world.pending.has(keyOf(forged))).toBe(true);
    run.memory.cases.set(forged.caseId, entries);
    expect(await reconciled()).toMatchObject({ failed: [] });
    expect(world.pending.size).toBe(0);
  });
});

describe('a document whose case does not say so', () => {
  async function lost(): Promise<CaseRef> {
    const { decided, run } = await begun();
    const ref = await decided('A1');
    run.erp.after = () => {
      throw new ErpUnknown('the answer is lost');
    };
    await execute(run.messageOf(ref), run.gateway);
    run.erp.after = () => {};
    return ref;
  }

  it('is the worker’s while its lease runs, then put to the gateway once more, which settles it', async () => {
    const ref = await lost();
    expect(await reconciled()).toMatchObject({ found: [], failed: [] });
    expect(world.asked).toEqual([]);
    world.run.clock.advance(MINUTE);
    expect(await reconciled()).toMatchObject({ found: [], settling: new Set([ref.caseId]) });
    expect(world.asked).toMatchObject([{ caseId: ref.caseId, attempt: 1, visit: 1, command: 'post-toy' }]);
    for (const message of world.asked) await execute(message, world.run.gateway);
    expect(await reconciled()).toMatchObject({ found: [], settling: new Set() });
    expect(statusOf(await entriesOf(ref.caseId))).toBe('posted');
    expect([world.pending.size, world.run.erp.calls, world.asked.length]).toEqual([0, 1, 1]);
  });

  it('is a break once that did not help, and closed as soon as it does', async () => {
    const ref = await lost();
    world.run.clock.advance(MINUTE);
    await reconciled();
    world.run.clock.advance(9 * MINUTE);
    expect(await reconciled()).toMatchObject({ found: [] });
    world.run.clock.advance(MINUTE);
    expect(await reconciled()).toMatchObject({ found: ['case-not-confirmed'] });
    expect(await reconciled()).toMatchObject({ found: [], closed: [] });
    expect(statusOf(await entriesOf(ref.caseId))).toBe('open');
    expect([world.asked.length, world.pending.size]).toEqual([1, 0]);
    await execute(world.run.messageOf(ref), world.run.gateway);
    expect(await reconciled()).toMatchObject({ closed: ['case-not-confirmed'], open: { ofCases: 0 } });
    expect(statusOf(await entriesOf(ref.caseId))).toBe('posted');
  });

  it('is a break at once where its effect was given up', async () => {
    const { caseId } = await lost();
    const settled = {
      entryKey: 'effect/1/1/post-toy/settled',
      stage: 'withdrawn',
      body: { afterProbe: true },
    } as const;
    await world.run.append('gateway', caseId, settled);
    expect(await reconciled()).toMatchObject({ found: ['case-not-confirmed'] });
    expect([world.asked.length, world.pending.size]).toEqual([0, 0]);
  });

  it('is a break at once where nothing was ever prepared', async () => {
    const { decided, enter, byHand } = await begun();
    const ref = await decided('A1');
    enter({ ...byHand('7'), key: keyOf(ref), digest: 'd' });
    expect(await reconciled()).toMatchObject({ found: ['case-not-confirmed'] });
    expect(world.asked).toEqual([]);
  });
});

describe('a command that was prepared, and whose message is lost', () => {
  it.each([
    ['it was posted', 'after', 1],
    ['it was never sent', 'before', 2],
  ] as const)('is put to the gateway once an hour until it is settled, where %s', async (_, when, calls) => {
    const { decided, run, asked } = await begun();
    const ref = await decided('A1');
    run.erp[when] = () => {
      throw new ErpUnknown('the answer is lost');
    };
    await execute(run.messageOf(ref), run.gateway);
    run.erp[when] = () => {};
    const stuck: number[] = [];
    for (let minutes = 15; minutes <= 150; minutes += 15) {
      run.clock.advance(15 * MINUTE);
      const done = await reconciled();
      if (done.stuck.length > 0) stuck.push(minutes);
    }
    expect(stuck).toEqual([60, 120]);
    for (const message of asked) await execute(message, run.gateway);
    expect([run.erp.calls, run.erp.documents.size]).toEqual([calls, 1]);
    run.clock.advance(30 * MINUTE);
    expect(await reconciled()).toMatchObject({ stuck: [], failed: [], open: { ofCases: 0 } });
    expect(statusOf(await entriesOf(ref.caseId))).toBe('posted');
  });
});

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

describe('an ERP that can’t be asked', () => {
  it('leaves the watermark, and the time since grows', async () => {
    const { posted, enter, byHand, marks, port, run } = await begun();
    await posted('A1');
    enter(byHand('7'));
    const { documents } = port;
    port.documents = fails(new ErpUnavailable('down', { sent: false }));
    run.clock.advance(61 * MINUTE);
    expect(await reconciled()).toMatchObject({ unreachable: 'ErpUnavailable: down', minutesSince: 61, found: [] });
    expect(marks).toEqual([0]);
    port.documents = documents;
    expect(await reconciled()).toMatchObject({ found: ['outside-governance'], minutesSince: 0 });
    expect(marks).toEqual([0, 2]);
  });

  it('counts from the first run, were it never asked', async () => {
    world.port.documents = fails(new ErpUnknown('lost'));
    expect(await reconciled()).toMatchObject({ minutesSince: 0 });
    world.run.clock.advance(90 * MINUTE);
    expect(await reconciled()).toMatchObject({ minutesSince: 90 });
  });

  it('is no excuse for another fault', async () => {
    world.port.documents = fails(new TypeError('a mistake of ours'));
    await expect(reconciled()).rejects.toThrow('a mistake of ours');
  });
});
