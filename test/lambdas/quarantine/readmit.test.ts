import { beforeEach, describe, expect, it } from 'vitest';
import { readmit } from '../../../lambdas/intake/readmit.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../../statemachines/kernel/verify-chain.ts';
import { brokenEvent, mended, toyQuarantine } from '../../support/toy-quarantine.ts';

let toy: Awaited<ReturnType<typeof toyQuarantine>>;
let caseId: string;
beforeEach(async () => {
  toy = await toyQuarantine();
  await toy.receive(brokenEvent());
  caseId = toy.cases()[0] ?? '';
});
const read = (id: string): Promise<LedgerEntry[]> => toy.run.as('quarantine').ledger.read(id);
const repairAndReadmit = async (as = 'olga') => {
  await toy.post('repair', { event: mended() }, { as });
  return toy.post('readmit', {}, { as });
};

describe('nothing is taken in', () => {
  it.each([
    ['of no case', (hash: string) => ({ caseId: `quarantine-${'0'.repeat(32)}`, entry: hash })],
    ['of no entry', () => ({ caseId, entry: '0'.repeat(64) })],
  ])('by a message %s', async (_, of) => {
    await repairAndReadmit();
    const entry = (await read(caseId)).at(-1)?.hash ?? '';
    await expect(readmit({ readmit: of(entry) }, toy.deps)).rejects.toThrow(/no entry that readmits/);
    expect(toy.run.started).toEqual([]);
  });

  it('by a message that names an entry of another stage', async () => {
    const [first] = await read(caseId);
    await expect(readmit({ readmit: { caseId, entry: first?.hash ?? '' } }, toy.deps)).rejects.toThrow(/no entry/);
  });

  it.each(['readmitted', 'repaired'] as const)('where the MAC of what it was %s by is not ours', async (stage) => {
    await repairAndReadmit();
    toy.forge(caseId, stage);
    await expect(toy.deliver()).rejects.toThrow(`the MAC of ${stage} does not verify`);
    expect(toy.run.started).toEqual([]);
  });
});

describe('a readmitted event', () => {
  it('keeps its id, sender and time, and tells who repaired it; both cases know of each other', async () => {
    const { body } = await repairAndReadmit();
    expect(body).toMatchObject({ state: 'readmitted', entry: { stage: 'readmitted' } });
    const received = await toy.deliver();
    expect(received).toMatchObject({ answer: 'accepted' });
    const [entry] = await read(received.caseId ?? '');
    expect(entry?.body).toMatchObject({
      ...{ eventId: 'shop/e1', source: 'shop', time: '2026-11-24T08:00:00Z' },
      readmission: { quarantine: caseId, repairedBy: ['olga', 'erp:olga'] },
    });
    const shown = (await toy.get(`/${caseId}`)).body;
    expect(shown).toMatchObject({ state: 'admitted', admitted: { answer: 'accepted', caseId: received.caseId } });
    expect(shown.original.detail.data).toEqual(brokenEvent().detail.data);
    expect(shown.event.detail).toEqual(mended());
    expect(shown.history.map(({ stage }: { stage: string }) => stage)).toEqual(['repaired', 'readmitted', 'admitted']);
    expect(chainFaults(await read(caseId))).toEqual([]);
  });

  it('counts once, however often it is asked for and delivered', async () => {
    const key = crypto.randomUUID();
    await toy.post('repair', { event: mended() });
    for (let time = 0; time < 3; time += 1) await toy.post('readmit', {}, { key });
    await toy.post('readmit');
    expect(toy.readmissions).toHaveLength(4);
    const answers = [];
    for (const message of toy.readmissions) answers.push(await readmit(message, toy.deps));
    expect(new Set(answers.map(({ answer, caseId: id }) => `${answer} ${id}`)).size).toBe(1);
    expect(new Set(toy.run.started.map(({ name }) => name)).size).toBe(1);
    expect((await read(answers[0]?.caseId ?? '')).map(({ stage }) => stage)).toEqual(['received']);
    expect((await toy.post('readmit')).status).toBe(409);
  });

  it('is a duplicate where the sender has sent the same document meanwhile', async () => {
    await toy.receive({ ...brokenEvent(), detail: mended({ id: 'e7' }) });
    await repairAndReadmit();
    expect(await toy.deliver()).toMatchObject({ answer: 'duplicate' });
    expect((await toy.found()).state).toBe('admitted');
  });

  it('is back with the new reasons where it still can’t be read, in the same case', async () => {
    await toy.post('readmit');
    expect(await toy.deliver()).toMatchObject({ answer: 'quarantined' });
    expect(toy.cases()).toEqual([caseId]);
    expect(await toy.found()).toMatchObject({ state: 'waiting', count: 1 });
    expect((await repairAndReadmit()).status).toBe(200);
  });

  it('that comes again as it was is only counted', async () => {
    await repairAndReadmit();
    await toy.deliver();
    await toy.receive(brokenEvent({}, 'd2'));
    expect(await toy.found()).toMatchObject({ state: 'admitted', count: 2 });
  });
});

it('whoever repaired an event does not approve what it brings; others do', async () => {
  await repairAndReadmit('olga');
  await toy.deliver();
  const start = toy.run.started.at(-1);
  const ref = await toy.run.toDecision(start?.input ?? Object(undefined), 0.95);
  await toy.run.open(ref);
  const approve = (as: string) =>
    toy.call('POST', `/reviews/${ref.caseId}/approve`, { token: as, body: { digest: ref.digest } });
  const refused = await approve('olga');
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining(`repaired in ${caseId}`)]);
  expect((await approve('ann')).status).toBe(200);
});
