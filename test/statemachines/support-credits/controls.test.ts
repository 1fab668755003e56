import { describe, expect, it } from 'vitest';
import { creditCase, earlier, findingsOf, flying, found, line, outside, type Varied } from './fixtures.ts';

const several = [{ number: 'FC-2026-0107' }, { number: 'FC-2026-0108' }];
const lines = (...named: unknown[]): Varied => ({ claim: { invoices: [{ number: 'FC-2026-0107', lines: named }] } });
const serviceData = (...outages: object[]) => ({ claim: { serviceData: { month: '2026-10', outages } } });
const OUTAGE = { incident: 'INC-4711', from: '2026-10-03T08:00:00Z', until: '2026-10-03T11:00:00Z' };
const by = (name: string) => ({ thread: [{ id: 'm1', role: 'customer', by: name, at: OUTAGE.from, text: 'Hello.' }] });

describe('a claim goes back to support', () => {
  it.each<[string, string, Varied]>([
    ['of an invoice that nobody knows', 'INVOICE-UNKNOWN', { invoice: undefined }],
    ['of another customer’s invoice', 'INVOICE-OF-ANOTHER-CUSTOMER', { invoice: { customer: '13' } }],
    ['of a line that is not there', 'LINE-UNKNOWN', lines('411', '999')],
    ['of a place that is not there', 'LINE-UNKNOWN', lines(2)],
    ['of a service level without a contract', 'CONTRACT-MISSING', { claim: { contract: undefined } }],
    ['of a contract that nobody knows', 'CONTRACT-UNKNOWN', { contract: undefined }],
    ['of another contract than the facts have', 'CONTRACT-UNKNOWN', { contract: { code: 'SC-9' } }],
    ['of another customer’s contract', 'CONTRACT-OF-ANOTHER-CUSTOMER', { contract: { customer: '13' } }],
    ['of another service', 'SERVICE-DIFFERS', { incident: { service: 'mail' } }],
    ['before its contract began', 'CONTRACT-NOT-IN-FORCE', { contract: { validFrom: '2026-10-04' } }],
    ['after its contract ended', 'CONTRACT-NOT-IN-FORCE', { contract: { validUntil: '2026-10-02' } }],
    ['in another currency than its invoice', 'CURRENCY-DIFFERS', { claimed: { currency: 'GBP' } }],
    ['in another currency than its contract', 'CURRENCY-DIFFERS', { contract: { currency: 'GBP' } }],
    [
      'of compensation in another currency than the company',
      'CURRENCY-DIFFERS',
      outside('damages', { claimed: { currency: 'GBP' } }),
    ],
    [
      'for an incident that was credited',
      'DUPLICATE-CLAIM',
      { facts: { credits: [earlier({ incident: 'INC-4711' })] } },
    ],
    [
      'for an incident that was credited in other letters',
      'DUPLICATE-CLAIM',
      { facts: { credits: [earlier({ incident: 'inc-4711' })] } },
    ],
    [
      'of a month that is credited already, for an incident in other letters',
      'NOTHING-DUE',
      {
        ...serviceData(OUTAGE, { ...OUTAGE, incident: 'INC-1' }),
        facts: { credits: [earlier({ incident: 'inc-1', net: '120' })] },
      },
    ],
    ['without service data', 'OUTAGE-UNPROVEN', { claim: { serviceData: undefined } }],
    [
      'with the service data of another month',
      'OUTAGE-UNPROVEN',
      { claim: { serviceData: { month: '2026-09', outages: [] } } },
    ],
    [
      'of an outage that is still to come',
      'OUTAGE-UNPROVEN',
      {
        claim: {
          incident: {
            id: 'INC-4711',
            service: 'managed-hosting',
            from: '2026-11-25T00:00:00Z',
            until: '2026-11-26T00:00:00Z',
          },
          serviceData: {
            month: '2026-11',
            outages: [{ incident: 'INC-4711', from: '2026-11-25T00:00:00Z', until: '2026-11-26T00:00:00Z' }],
          },
        },
      },
    ],
    ['of an availability that reaches no tier', 'NOTHING-DUE', serviceData()],
    [
      'of a month that is credited already',
      'NOTHING-DUE',
      { facts: { credits: [earlier({ invoice: '41', net: '120' })] } },
    ],
    [
      'of more than its line leaves',
      'OVER-CREDIT',
      { invoice: { lines: [line('411', '1200', '240', { net: '1100', tax: '220' })] } },
    ],
    [
      'of more than its invoice leaves',
      'OVER-CREDIT',
      { invoice: { lines: [line('411', '1200', '240'), line('412', '-1150', '-230')] } },
    ],
    ['of more than is billed', 'OVER-CREDIT', { claim: { reason: 'defect' }, claimed: { amount: '1200.01' } }],
    ['by an agent who is the customer', 'AGENT-IS-CUSTOMER', { claim: { agent: 'support:c-2001' } }],
    ['by an agent who writes for the customer', 'AGENT-IS-CUSTOMER', { claim: by('Nadia') }],
    ['of compensation for what the contract owes', 'REDUCTION-DUE', { claim: { reason: 'damages' } }],
    ['of goodwill for what the contract owes', 'REDUCTION-DUE', { claim: { reason: 'goodwill' } }],
    ['of goodwill that is taken off a line', 'REDUCTION-AS-ENTRY', outside('goodwill', lines('411'))],
  ])('%s: %s', (_, code, varied) => expect(found(creditCase(varied))).toContain(`${code} reject`));
});

describe('a claim waits until somebody has mended', () => {
  it.each<[string, string, Varied]>([
    ['the customer, who is unknown', 'CUSTOMER-UNKNOWN', { customer: undefined }],
    ['the customer, who is not active', 'CUSTOMER-INACTIVE', { customer: { active: false } }],
    ['the company, which is unknown', 'COMPANY-UNKNOWN', { facts: { company: undefined } }],
    ['several invoices', 'SEVERAL-INVOICES', { claim: { invoices: several } }],
    ['an invoice that is a draft', 'INVOICE-NOT-POSTED', { invoice: { state: 'draft' } }],
    ['an invoice that is cancelled', 'INVOICE-NOT-POSTED', { invoice: { state: 'cancelled' } }],
    [
      'a line with several taxes',
      'SEVERAL-TAXES',
      { invoice: { lines: [{ ...line('411', '1200', '240'), taxes: ['a', 'b'] }] } },
    ],
    ['another claim for the incident', 'DUPLICATE-CLAIM', { facts: { inFlight: [flying({ incident: 'INC-4711' })] } }],
    [
      'a credit of the month in another currency',
      'CURRENCY-DIFFERS',
      {
        ...serviceData(OUTAGE, { ...OUTAGE, incident: 'INC-1' }),
        facts: { credits: [earlier({ incident: 'INC-1', net: '10', currency: 'GBP' })] },
      },
    ],
    ['a missing account', 'NO-ACCOUNT', outside('damages', { facts: { accounts: { goodwill: '6713' } } })],
    ['a missing rate', 'RATE-MISSING', { claimed: { currency: 'CHF' }, invoice: { currency: 'CHF' } }],
    ['a period to post in', 'PERIOD-CLOSED', { facts: { periods: [] } }],
  ])('%s: %s', (_, code, varied) => expect(found(creditCase(varied))).toContain(`${code} park`));
});

describe('a person looks at', () => {
  const agent = 'support:nadia';
  const near = (...ids: string[]) => ids.map((id) => earlier({ id, incident: id, net: '450', gross: '540' }));
  it.each<[string, string, Varied]>([
    ['more than the contract makes', 'AMOUNT-DIFFERS', { claimed: { amount: '300' } }],
    ['less than the contract makes', 'AMOUNT-DIFFERS', { claimed: { amount: '119.99' } }],
    ['an outage that monitoring has in part', 'OUTAGE-UNPROVEN', { incident: { from: '2026-10-03T07:59:00Z' } }],
    ['an outage that monitoring has of another incident', 'OUTAGE-UNPROVEN', { incident: { id: 'INC-1' } }],
    ['a customer on hold', 'CUSTOMER-ON-HOLD', { customer: { hold: true } }],
    ['somebody of ours', 'RELATED-PARTY', { customer: { relatedParty: true } }],
    ['more than the cap, which is cut', 'CAP', serviceData({ ...OUTAGE, until: '2026-10-06T08:00:00Z' })],
    ['more than the cap, which is not', 'CAP', { claim: { reason: 'defect' }, claimed: { amount: '600.01' } }],
    ['what a customer gets in all', 'CUMULATIVE-CUSTOMER', { facts: { credits: [earlier({ net: '2400' })] } }],
    [
      'what a customer gets, asked for elsewhere',
      'CUMULATIVE-CUSTOMER',
      { facts: { inFlight: [flying({ amount: '2400' })] } },
    ],
    [
      'what an agent asks for',
      'CUMULATIVE-AGENT',
      { facts: { inFlight: [flying({ agent, customer: '13', amount: '2400' })] } },
    ],
    [
      'an agent who is spelt otherwise',
      'CUMULATIVE-AGENT',
      { facts: { credits: [earlier({ agent: 'Support:Nadia', net: '2400' })] } },
    ],
    ['sums without a rate', 'CUMULATIVE-CUSTOMER', { facts: { credits: [earlier({ currency: 'CHF' })] } }],
    [
      'three just below the limit',
      'STRUCTURING',
      { claim: { reason: 'defect' }, claimed: { amount: '499' }, facts: { credits: near('a', 'b') } },
    ],
  ])('%s: %s', (_, code, varied) => expect(found(creditCase(varied))).toContain(`${code} review`));

  it('an amount that differs, with both and how the rule came to its own', () => {
    const finding = findingsOf(creditCase({ claimed: { amount: '300' } })).find(
      ({ code }) => code === 'AMOUNT-DIFFERS',
    );
    expect(finding).toMatchObject({ expected: '120', actual: '300' });
    expect(finding?.message).toContain('99.5968 % available: 10 % of the fee, 120 EUR, less 0 credited before');
  });
});

describe('nothing is found', () => {
  it.each<[string, Varied]>([
    ['in a clean claim', {}],
    ['in goodwill and damages without a contract', outside('goodwill')],
    ['in a paid invoice', { invoice: { state: 'paid', open: '0' } }],
    ['in a line by its place', lines(1)],
    ['in what was credited long ago', { facts: { credits: [earlier({ net: '2400', date: '2026-10-01' })] } }],
    ['in what another agent asks for elsewhere', { facts: { inFlight: [flying({ customer: '13', amount: '2400' })] } }],
    [
      'in its own case, seen by itself',
      { facts: { inFlight: [flying({ caseId: creditCase().caseId, incident: 'INC-4711' })] } },
    ],
    [
      'in the same incident of another customer',
      { facts: { inFlight: [flying({ customer: '13', incident: 'INC-4711' })] } },
    ],
    [
      'in two just below the limit',
      { claim: { reason: 'defect' }, claimed: { amount: '499' }, facts: { credits: [earlier({ net: '450' })] } },
    ],
  ])('%s', (_, varied) => expect(found(creditCase(varied))).toEqual([]));

  it('but a later day, where today’s period is closed', () => {
    const of = creditCase({ facts: { periods: [{ id: '12', start: '2026-12-01', end: '2026-12-31', open: true }] } });
    expect(found(of)).toEqual(['PERIOD-MOVED']);
  });
});
