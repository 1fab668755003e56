import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { intake } from '../../../lambdas/intake/run.ts';
import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import { MOST_AHEAD } from '../../../statemachines/kernel/order.ts';
import { letAllIn, noteOf, taken } from '../../support/toy-order.ts';
import { toyRun } from '../../support/toy-run.ts';

const begin = () => {
  const run = toyRun();
  return { run, deps: { ...run.intakeDeps, ...run.as('intake') } };
};
let { run, deps } = begin();
beforeEach(() => {
  ({ run, deps } = begin());
});
const numbers = (from: ReturnType<typeof toyRun> = run) => from.started.map(({ name }) => name.replace(/-1$/, ''));
const caseOf = (n: number, subject = 'desk') => caseIdOf('toy', [`${subject}/${n}`]);
const stages = async (caseId = '') => (await deps.ledger.read(caseId)).map(({ stage }) => stage);
const receive = (n: number, more?: object, subject?: string) => intake(noteOf(n, { ...more }, subject), deps);

describe('a sequence that can’t be followed is quarantined, with the reason by path', () => {
  it.each([
    [{ sequence: '0' }, 'sequence: a whole number from 1, decimal'],
    [{ sequence: '-1' }, 'sequence: a whole number from 1, decimal'],
    [{ sequence: '1.0' }, 'sequence: a whole number from 1, decimal'],
    [{ sequence: '1e1' }, 'sequence: a whole number from 1, decimal'],
    [{ sequence: '' }, 'sequence: a whole number from 1, decimal'],
    [{ sequence: ' 1' }, 'sequence: a whole number from 1, decimal'],
    [{ sequence: '١' }, 'sequence: a whole number from 1, decimal'],
    [{ sequence: '2147483648' }, 'sequence: at most 2147483647'],
    [{ subject: undefined }, 'subject: of what the sequence counts the events'],
    [{ subject: '' }, 'subject: of what the sequence counts the events'],
    [{ sequencetype: 'Custom' }, 'sequencetype: Integer is the only one that is followed'],
  ])('%j', async (more, reason) => {
    expect(await receive(1, more)).toEqual({ answer: 'quarantined', reasons: [reason] });
    expect(run.announced[0]?.data).toMatchObject({ event: { id: 'desk-1' }, reasons: [reason] });
    expect(run.started).toEqual([]);
  });

  it('so is one too far ahead, and the event of another id that has the number of one that waits', async () => {
    expect(await receive(MOST_AHEAD + 1)).toMatchObject({
      answer: 'quarantined',
      reasons: [`sequence: 101 is more than 100 after 0, the last of its subject that was taken in`],
    });
    expect(await receive(MOST_AHEAD)).toMatchObject({ answer: 'held' });
    expect(await receive(MOST_AHEAD, { id: 'other' })).toMatchObject({
      answer: 'quarantined',
      reasons: ['sequence: 100 came before with event shop/desk-100'],
    });
    const content = JSON.stringify({ number: 'else', cents: 1 });
    expect(await receive(MOST_AHEAD, { data: { document: { content, encoding: 'utf-8' } } })).toMatchObject({
      answer: 'quarantined',
      reasons: ['sequence: 100 waits with other content under the same id'],
    });
  });

  it('and what can’t be read has no place: a later event may take it', async () => {
    expect(await receive(1, { data: {} })).toMatchObject({ answer: 'quarantined' });
    expect(await receive(2)).toMatchObject({ answer: 'held' });
    expect(await receive(1, { id: 'mended' })).toMatchObject({ answer: 'accepted' });
    expect(await letAllIn(run.releases, deps)).toMatchObject([{ answer: 'accepted' }]);
    expect(numbers()).toEqual([1, 2].map((n) => caseOf(n)));
  });
});

it('a withdrawal of what is not there keeps nobody from its place', async () => {
  const withdrawal = {
    ...{ id: 'w', type: 'toy.withdrawn.v1', data: { number: 'desk/9', reason: 'by mistake' } },
  };
  await receive(1);
  expect(await receive(2, withdrawal)).toMatchObject({ answer: 'quarantined' });
  expect(await receive(3)).toMatchObject({ answer: 'held' });
  expect(await receive(2, { id: 'in its place' })).toMatchObject({ answer: 'accepted' });
  expect(await letAllIn(run.releases, deps)).toMatchObject([{ answer: 'accepted' }]);
});

describe('an event of a subject', () => {
  it('is let in by a genuine entry alone, and one that was held already goes nowhere before its turn', async () => {
    const { caseId = '' } = await receive(2);
    const [entry] = await deps.ledger.read(caseId);
    const asked = { release: { caseId, entry: entry?.hash ?? '' } };
    expect(await taken(asked, deps)).toMatchObject({ answer: 'held' });
    await expect(taken({ release: { caseId, entry: 'f'.repeat(64) } }, deps)).rejects.toMatchObject({
      name: 'LedgerBroken',
    });
    run.memory.cases.set(caseId, entry ? [{ ...entry, mac: 'forged' }] : []);
    await expect(taken(asked, deps)).rejects.toMatchObject({ name: 'LedgerBroken' });
    expect(run.started).toEqual([]);
  });

  it('that comes after a later one is on record once, and nothing else is done', async () => {
    await receive(1);
    await receive(2);
    const late = await receive(1, { id: 'late' });
    expect(late).toMatchObject({
      answer: 'outdated',
      reasons: ['sequence: 1 comes after 2, the last of its subject that was taken in'],
    });
    await receive(3);
    expect(await receive(1, { id: 'late' })).toEqual(late);
    expect(await stages(late.caseId)).toEqual(['outdated']);
    expect(run.started).toHaveLength(3);
    expect(run.announced.at(-1)).toMatchObject({ type: 'intake.outdated.v1', data: { event: { id: 'late' } } });
  });

  it('waits for the missing one, is let in after it, and its sender is told both', async () => {
    const held = await receive(3);
    expect(held).toMatchObject({ answer: 'held', reasons: [expect.stringContaining('3 waits for 1 to 2')] });
    expect(await receive(2)).toMatchObject({ answer: 'held' });
    expect(run.started).toEqual([]);
    await receive(1);
    await letAllIn(run.releases, deps);
    expect(numbers()).toEqual([1, 2, 3].map((n) => caseOf(n)));
    expect(await stages(held.caseId)).toEqual(['held', 'held', 'let-go', 'let-go']);
    expect(run.announced.map(({ type, data }) => [type, (data as { event: { id: string } }).event.id])).toEqual([
      ['intake.held.v1', 'desk-3'],
      ['intake.held.v1', 'desk-2'],
      ['intake.accepted.v1', 'desk-1'],
      ['intake.accepted.v1', 'desk-2'],
      ['intake.accepted.v1', 'desk-3'],
    ]);
    expect(await receive(2)).toMatchObject({ answer: 'accepted', caseId: caseOf(2) });
  });

  it('is taken in at once if the missing one comes while it is being held: nobody else would let it in', async () => {
    const ledger: typeof deps.ledger = {
      ...deps.ledger,
      append: async (caseId, draft, options) => {
        if (draft.stage === 'held') await receive(1);
        return deps.ledger.append(caseId, draft, options);
      },
    };
    expect(await intake(noteOf(2), { ...deps, ledger })).toMatchObject({ answer: 'accepted' });
    expect(run.releases).toEqual([]);
    expect(numbers()).toEqual([1, 2].map((n) => caseOf(n)));
  });

  it('that is a duplicate or a conflict passes its place on all the same', async () => {
    await receive(1);
    const same = noteOf(1).detail.data;
    expect(await receive(2, { data: same })).toMatchObject({ answer: 'duplicate' });
    const content = JSON.stringify({ number: 'desk/1', cents: 999 });
    expect(await receive(3, { data: { document: { content, encoding: 'utf-8' } } })).toMatchObject({
      answer: 'conflict',
    });
    expect(await receive(4)).toMatchObject({ answer: 'accepted' });
  });

  it('waits for those of its own subject, source, sender and nobody else; without a number for none', async () => {
    expect(await receive(2)).toMatchObject({ answer: 'held' });
    expect(await receive(1, {}, 'other')).toMatchObject({ answer: 'accepted' });
    expect(await receive(1, { source: 'shop/us', id: 'us' })).toMatchObject({ answer: 'accepted' });
    expect(await intake({ ...noteOf(1), source: 'mill' }, deps)).toMatchObject({ answer: 'duplicate' });
    expect(await receive(9, { sequence: undefined })).toMatchObject({ answer: 'accepted' });
    expect(await receive(1, { sequence: '0001' })).toMatchObject({ answer: 'duplicate' });
  });
});

it('any order and any repetition: each is taken in once, in its order, and answered as held or accepted', async () => {
  const arrivals = fc.integer({ min: 1, max: 9 }).chain((n) =>
    fc.tuple(
      fc.shuffledSubarray(
        Array.from({ length: n }, (_, index) => index + 1),
        { minLength: n },
      ),
      fc.array(fc.integer({ min: 1, max: n }), { maxLength: 6 }),
      fc.array(fc.nat(30), { maxLength: 12 }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async ([order, again, pauses]) => {
      const world = begin();
      const after = new Set(pauses);
      const answers = new Map<number, string[]>();
      for (const [at, n] of [...order, ...again].entries()) {
        const { answer } = await intake(noteOf(n), world.deps);
        answers.set(n, [...(answers.get(n) ?? []), answer]);
        if (after.has(at)) await letAllIn(world.run.releases, world.deps);
      }
      await letAllIn(world.run.releases, world.deps);
      const all = order.toSorted((one, other) => one - other);
      expect([...new Set(numbers(world.run))]).toEqual(all.map((n) => caseOf(n)));
      for (const n of all) {
        expect(answers.get(n)?.join(' ')).toMatch(/^(held ?)*(accepted ?)*$/);
        expect(await world.deps.ledger.read(caseOf(n))).toHaveLength(1);
      }
      const told = world.run.announced.filter(({ type }) => type === 'intake.accepted.v1');
      expect(new Set(told.map(({ id }) => id)).size).toBe(all.length);
    }),
    { numRuns: 200 },
  );
});
