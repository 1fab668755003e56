import { beforeEach, describe, expect, it } from 'vitest';
import { intake } from '../../../lambdas/intake/run.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

const detailWith = (data: object) => ({
  ...{ specversion: '1.0', id: 'e1', source: 'shop', type: 'toy.received.v1', time: '2026-11-24T09:00:00Z' },
  data,
});

describe('intake', () => {
  it('quarantines what is no event, no contract of ours or no document, with the reasons', async () => {
    for (const event of [{}, { unreadable: '{' }, { 'detail-type': 'x', source: 's', detail: {} }]) {
      const { answer, reasons } = await intake(event, run.intakeDeps);
      expect(answer).toBe('quarantined');
      expect(reasons?.join()).not.toBe('');
    }
    const odd = await run.receive({ not: 'a note' });
    expect(odd).toMatchObject({ answer: 'quarantined', reasons: ['document: is no toy note'] });
    expect(run.quarantined).toHaveLength(4);
    expect(run.started).toHaveLength(0);
  });

  it('T13: the same number with other content is a conflict on the case, never an overwrite', async () => {
    const { caseId } = await run.receive({ number: 'A1', cents: 500 }, 'e1');
    const conflict = await run.receive({ number: 'A1', cents: 999 }, 'e2');
    expect(conflict).toMatchObject({ answer: 'conflict', caseId });
    const entries = await run.intakeDeps.ledger.read(caseId ?? '');
    expect(entries.map(({ stage }) => stage)).toEqual(['received', 'conflict']);
    expect(run.started).toHaveLength(1);
  });

  it('calls the same document of another event a duplicate, and starts nothing', async () => {
    await run.receive({ number: 'A1', cents: 500 }, 'e1');
    expect(await run.receive({ number: 'A1', cents: 500 }, 'e2')).toMatchObject({ answer: 'duplicate' });
    expect(run.started).toHaveLength(1);
  });

  it('does nothing twice for the same event: one entry, the same execution name, the same answer id', async () => {
    await run.receive({ number: 'A1', cents: 500 });
    await run.receive({ number: 'A1', cents: 500 });
    expect(new Set(run.started.map(({ name }) => name)).size).toBe(1);
    expect(new Set(run.announced.map(({ id }) => id)).size).toBe(1);
    expect(run.announced[0]).toMatchObject({
      type: 'intake.accepted.v1',
      dataschema: 'urn:countersign:events:intake.accepted.v1',
      data: { event: { id: 'e1', source: 'shop' } },
    });
  });

  it('answers in the trace of the very event that it answers, or in none', async () => {
    const traceOf = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;
    const traces = [traceOf('1'), traceOf('2'), traceOf('3')];
    const documents = [{ number: 'A1', cents: 500 }, { number: 'A1', cents: 999 }, { not: 'a note' }];
    for (const [index, traceparent] of traces.entries())
      await run.receive(documents[index] ?? {}, `e${index}`, 'shop', { traceparent });
    await run.receive({ number: 'A1', cents: 500 }, 'e4');
    expect(run.announced.map(({ traceparent }) => traceparent)).toEqual([...traces, undefined]);
    expect(run.announced[3]).not.toHaveProperty('traceparent');
  });

  it('tells reasons that go on for ever in their first thousand characters', async () => {
    const keys = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`unknown-${n}`, n]));
    await intake({ 'detail-type': 'toy.received.v1', source: 'shop', detail: detailWith(keys) }, run.intakeDeps);
    const { type, data } = run.announced[0] ?? {};
    expect(type).toBe('intake.quarantined.v1');
    expect((data as { reasons: string[] }).reasons.map(({ length }) => length)).toEqual([1_000]);
  });
});
