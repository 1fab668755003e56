import { beforeEach, describe, expect, it } from 'vitest';
import { toldAs } from '../../../lambdas/ledger/told-as.ts';
import { canonicalJson } from '../../../statemachines/kernel/ids.ts';
import { reversing } from '../../support/reversing.ts';

let world: Awaited<ReturnType<typeof reversing>>;
let event: NonNullable<ReturnType<typeof toldAs>>;
let original: string;
let reversal: string;
beforeEach(async () => {
  world = await reversing();
  original = (await world.posted()).caseId;
  const entry = await world.ask(original);
  reversal = String(entry.body['reversal']);
  const told = toldAs(entry, await world.ledger.read(original), world.workflowOf);
  if (!told) throw new Error('it is not told');
  event = told;
});

/** The request, with something else in it. */
const rewritten = (more: object) => {
  const { document } = event.data as { document: { content: string } };
  const content = canonicalJson({ ...JSON.parse(document.content), ...more });
  return { ...event, data: { ...(event.data as object), document: { ...document, content } } };
};

describe('an event that only our ledger may tell is quarantined', () => {
  it('from any other sender, in our name or in theirs', async () => {
    expect((await world.send(event, 'billing.example')).answer).toBe('quarantined');
    expect((await world.send({ ...event, source: 'billing.example' } as never, 'countersign')).answer).toBe(
      'quarantined',
    );
  });

  it.each([
    ['a requester who did not ask', () => rewritten({ requestedBy: { subject: 'cleo', names: ['cleo'] } })],
    ['nobody who countersigned', () => rewritten({ countersignedBy: [], serial: 2 })],
    ['another reason', () => rewritten({ reason: 'because' })],
    ['an id that no entry has', () => ({ ...event, id: 'f'.repeat(64) })],
    ['another case', () => ({ ...event, subject: `toy-${'0'.repeat(32)}` })],
    ['no case', () => ({ ...event, subject: undefined })],
    ['another time', () => ({ ...event, time: '2026-11-30T00:00:00.000Z' })],
    ['a trace that it has not', () => ({ ...event, traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` })],
    ['a place in an order that nobody waits for', () => ({ ...event, sequence: '7' })],
    ['the schema of something else', () => ({ ...event, dataschema: 'urn:countersign:events:other.v1' })],
    ['the type of another event', () => ({ ...event, type: 'reversal.refused.v1', data: {} })],
  ])('with %s', async (_, made) => {
    expect((await world.send(made() as never)).answer).toBe('quarantined');
    expect(await world.stages(reversal)).toEqual([]);
  });

  it('told of an entry that is not the one that is told', async () => {
    const [received] = await world.ledger.read(original);
    expect((await world.send({ ...event, id: received?.hash } as never)).answer).toBe('quarantined');
  });

  it('of a mark, where nothing was asked for', async () => {
    await world.deliver(original);
    const ref = await world.decided(reversal);
    await world.end(ref, 'Refuse');
    const kept = await world.ledger.read(original);
    world.run.memory.cases.set(
      original,
      kept.filter(({ stage }) => stage !== 'reversal-requested'),
    );
    expect(await world.deliver(reversal)).toEqual(['quarantined']);
  });
});

it('an entry that somebody forged is not heeded', async () => {
  const forged = (await world.ledger.read(original)).map((entry) =>
    entry.stage === 'reversal-requested' ? { ...entry, mac: 'forged' } : entry,
  );
  world.run.memory.cases.set(original, forged);
  await expect(world.send(event)).rejects.toMatchObject({ name: 'LedgerBroken' });
});

it('as the ledger tells it, it opens the case of the reversal', async () => {
  expect(await world.send(event)).toEqual({ answer: 'accepted', caseId: reversal });
});
