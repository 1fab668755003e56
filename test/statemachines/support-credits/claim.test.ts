import { describe, expect, it } from 'vitest';
import { parseClaim } from '../../../statemachines/support-credits/claim.ts';
import { exampleClaim } from '../../../statemachines/support-credits/example-claim.ts';
import { claimFacets } from '../../../statemachines/support-credits/facets.ts';
import { creditQuery } from '../../../statemachines/support-credits/facts.ts';
import { identifyClaim } from '../../../statemachines/support-credits/identify.ts';
import { openClaim } from '../../../statemachines/support-credits/open-claim.ts';
import { creditQueryOf } from '../../../statemachines/support-credits/query.ts';
import { identifyClaimWithdrawal } from '../../../statemachines/support-credits/withdrawal.ts';
import { claimOf, factsOf } from './fixtures.ts';

const read = (value: unknown) => parseClaim(Buffer.from(JSON.stringify(value)));
const { incident, claimed, thread, serviceData } = exampleClaim;
const [first] = thread;
const SECRET = 'FR7630006000011234567890189';

describe('a claim is refused', () => {
  it.each<[string, object, string]>([
    ['without an id', { id: '' }, 'document.id'],
    ['with a field more', { approved: true }, 'document: '],
    ['of a reason that is not on the list', { reason: SECRET }, 'document.reason'],
    ['of nothing', { claimed: { ...claimed, amount: '0' } }, 'document.claimed.amount'],
    ['of less than nothing', { claimed: { ...claimed, amount: '-5' } }, 'document.claimed.amount'],
    ['of parts of a cent', { claimed: { ...claimed, amount: '1.005' } }, 'document.claimed.amount'],
    ['of parts of a yen', { claimed: { amount: '1.5', currency: 'JPY' } }, 'document.claimed.amount'],
    ['in no currency', { claimed: { ...claimed, currency: 'euro' } }, 'document.claimed.currency'],
    [
      'of an incident that ends before it begins',
      { incident: { ...incident, until: incident.from } },
      'document.incident.until',
    ],
    ['without an invoice', { invoices: [] }, 'document.invoices'],
    [
      'of more than ten invoices',
      { invoices: Array.from({ length: 11 }, (_, nth) => ({ number: `${nth}` })) },
      'document.invoices',
    ],
    ['of the place 0', { invoices: [{ number: 'x', lines: [0] }] }, 'document.invoices.0.lines'],
    ['of no month', { serviceData: { ...serviceData, month: '2026-13' } }, 'document.serviceData.month'],
    ['without a message', { thread: [] }, 'document.thread'],
    [
      'with more than 200',
      { thread: Array.from({ length: 201 }, (_, nth) => ({ ...first, id: `m${nth}` })) },
      'document.thread',
    ],
    ['with two messages of one id', { thread: [first, first] }, 'document.thread'],
    ['with a message of somebody else', { thread: [{ ...first, role: 'admin' }] }, 'document.thread.0.role'],
    [
      'with a control character in a message',
      { thread: [{ ...first, text: `${SECRET}\u0000` }] },
      'document.thread.0.text',
    ],
    ['with a message that has no end', { thread: [{ ...first, text: 'x'.repeat(8_001) }] }, 'document.thread.0.text'],
    ['with an invisible character in a name', { customer: 'C-\u200b2001' }, 'document.customer'],
    ['by nobody', { agent: ' ' }, 'document.agent'],
    ['with a field that names somebody', { [SECRET]: 1 }, 'document: '],
    [
      'of an incident in no year that the ERP knows',
      { incident: { ...incident, from: '0000-01-01T00:00:00Z' } },
      'document.incident.from',
    ],
    [
      'of an incident that ends after all years',
      { incident: { ...incident, until: '9999-12-31T23:59:59-10:00' } },
      'document.incident.until',
    ],
  ])('%s', (_, more, place) => {
    expect(() => read({ ...exampleClaim, ...more })).toThrow(place);
    expect(() => read({ ...exampleClaim, ...more })).not.toThrow(SECRET);
  });

  it('that is no JSON', () => {
    for (const raw of [Buffer.from('<x/>'), Buffer.from([0xff, 0xfe])])
      expect(() => parseClaim(raw)).toThrow('document: is no JSON in UTF-8');
  });

  it('about another claim than its event', () => {
    expect(() => identifyClaim(claimOf(), { subject: 'CLM-1' })).toThrow('subject: ');
  });

  it('that is withdrawn without a reason, or with another field', () => {
    for (const more of [{ reason: ' ' }, { reason: 'x', caseId: 'y' }])
      expect(() => identifyClaimWithdrawal({ company: 'MFR', claim: 'CLM-1', ...more })).toThrow();
  });
});

describe('a claim', () => {
  it('has its times in UTC, whatever offset it came with, and its lines of text', () => {
    const moved = { ...incident, from: '2026-10-03T10:00:00+02:00', until: '2026-10-03T13:00:00+02:00' };
    const text = 'One line\nand another 👩‍🔧';
    const parsed = read({ ...exampleClaim, incident: moved, thread: [{ ...first, text }] });
    expect(parsed.incident).toMatchObject({ from: '2026-10-03T08:00:00.000Z', until: '2026-10-03T11:00:00.000Z' });
    expect(parsed.thread[0]?.text).toBe(text);
  });

  it('is the case that its withdrawal names', () => {
    const { businessKey } = identifyClaim(claimOf(), { subject: 'CLM-2026-0815' });
    const withdrawal = { company: 'MFR', claim: 'CLM-2026-0815', reason: 'x' };
    expect(identifyClaimWithdrawal(withdrawal).businessKey).toEqual(businessKey);
  });

  it('asks for its customer, invoices and contract, and the credits of a year before the incident', () => {
    const twice = { invoices: [{ number: 'A' }, { number: 'A', lines: [2] }], contract: undefined };
    expect(creditQuery.parse(creditQueryOf(claimOf()))).toEqual({
      ...{ company: 'MFR', customer: 'C-2001', contract: 'SC-2001', invoices: ['FC-2026-0107'] },
      fromDate: '2025-10-02',
    });
    expect(creditQueryOf(claimOf({ claim: twice }))).toMatchObject({ invoices: ['A'] });
  });

  it('is recognised by others in flight, once company and customer are known', () => {
    expect(claimFacets(claimOf(), factsOf({ customer: undefined }))).toEqual({});
    const facets = { caseId: 'x', ...claimFacets(claimOf(), factsOf()) };
    expect(openClaim.parse(facets)).toMatchObject({
      company: '1',
      customer: '12',
      incident: 'INC-4711',
      amount: '120',
    });
  });
});
