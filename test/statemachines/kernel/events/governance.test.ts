import { describe, expect, it } from 'vitest';
import { governanceEventOf } from '../../../../statemachines/kernel/events/governance.ts';
import type { LedgerEntry, Stage } from '../../../../statemachines/kernel/ledger-entry.ts';

const told = (stage: Stage, body: LedgerEntry['body']) =>
  governanceEventOf({ stage, body, caseId: 'governance-1', actor: { kind: 'system', id: 'govern' } } as LedgerEntry);

describe('what the timer writes is told', () => {
  it('never of a scope that no switch has', () => {
    expect(() => told('stop-confirmed', { kind: 'planet', id: 'mars', version: 2 })).toThrow(/kind/);
  });

  it.each([
    ['all', '*', 'stop#all'],
    ['company', 'ACME', 'stop#company#ACME'],
  ])('with the key of the switch over %s', (kind, id, key) => {
    const event = told('stop-confirmed', { kind, id, version: 2 });
    expect(event).toMatchObject({ contract: { type: 'governance.stopped.v1' }, data: { key, people: [] } });
  });

  it('of an emergency, with who lifted the stop and why', () => {
    const body = { kind: 'all', id: '*', version: 3, by: ['gia', 'gus'], reason: 'payroll' };
    const event = told('glass-review-opened', body);
    expect(event?.contract.type).toBe('governance.emergency-over.v1');
    expect(event?.data).toMatchObject({ key: 'stop#all', people: ['gia', 'gus'], reason: 'payroll' });
  });

  it('of its review, with what was found', () => {
    const body = { kind: 'all', id: '*', version: 3, finding: 'follow-up', reason: 'two postings are not payroll' };
    const event = told('glass-review-ended', body);
    expect(event?.contract.type).toBe('governance.emergency-reviewed.v1');
    expect(event?.data).toMatchObject({
      key: 'stop#all',
      finding: 'follow-up',
      reason: 'two postings are not payroll',
    });
  });
});
