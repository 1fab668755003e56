import { beforeEach, describe, expect, it } from 'vitest';
import { intake } from '../../../lambdas/intake/run.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
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
      data: { event: { id: 'e1', source: 'shop' } },
    });
  });
});
