import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, sum } from '../../../statemachines/kernel/decimal.ts';
import { REASONS, treatmentOf } from '../../../statemachines/support-credits/classify.ts';
import { postCreditPayload } from '../../../statemachines/support-credits/post-credit-payload.ts';
import { proposeCredit } from '../../../statemachines/support-credits/proposal.ts';
import { creditCase, earlier, factsOf, flying, line, outside, type Varied } from './fixtures.ts';

const proposed = (varied: Varied = {}) => proposeCredit(creditCase(varied), []);
const payloadOf = (varied: Varied = {}) => postCreditPayload.parse(proposed(varied)?.commands[0]?.payload);
const without = (kind: string) => ({ versions: factsOf().versions.filter((each) => each.kind !== kind) });

describe('nothing is proposed', () => {
  it.each<[string, Varied]>([
    ['for a customer who is unknown', { customer: undefined }],
    ['for an invoice that is unknown', { invoice: undefined }],
    ['for several invoices', { claim: { invoices: [{ number: 'FC-2026-0107' }, { number: 'x' }] } }],
    ['where nothing is due', { claim: { serviceData: { month: '2026-10', outages: [] } } }],
    ['for more than is left', { claim: { reason: 'defect' }, claimed: { amount: '1300' } }],
    ['without a period', { facts: { periods: [] } }],
    ['without an account', outside('goodwill', { facts: { accounts: {} } })],
    ['without a rate', { claimed: { currency: 'CHF' }, contract: { currency: 'CHF' } }],
    ['without the version of its invoice', { facts: without('customer-document') }],
    ['without the version of its period', { facts: without('period') }],
    ['without the version of its customer', { facts: without('party') }],
    ['without the version of its contract', { facts: without('service-contract') }],
  ])('%s', (_, varied) => expect(proposed(varied)).toBeUndefined());
});

describe('what is proposed', () => {
  it('is a credit note at the original’s lines and tax point', () => {
    expect(payloadOf()).toMatchObject({
      ...{ as: 'credit-note', company: '1', customer: '12', incident: 'INC-4711', agent: 'support:nadia' },
      postingDate: '2026-11-24',
      credits: { id: '41', number: 'FC-2026-0107', taxPoint: '2026-10-05' },
      lines: [{ invoiceLine: '411', description: 'service-level: Line 411', net: '-120', tax: '-24' }],
      totals: { net: '-120', tax: '-24', gross: '-144', payable: '-144' },
    });
  });

  it('carries what the rule makes, whatever is claimed, and says so to policy', () => {
    const of = proposed({ claimed: { amount: '300' } });
    expect(of?.commands[0]?.payload).toMatchObject({ totals: { net: '-120' } });
    expect(of?.attributes).toEqual({ serviceLevel: true, asClaimed: false });
    expect(proposed()?.attributes).toEqual({ serviceLevel: true, asClaimed: true });
  });

  it('leaves nothing where it clears what is open', () => {
    expect(payloadOf({ invoice: { open: '144' } }).totals.payable).toBe('0');
    expect(payloadOf({ invoice: { open: '143.99' } }).totals.payable).toBe('-144');
    expect(payloadOf({ invoice: { state: 'paid', open: '0' } }).totals.payable).toBe('-144');
  });

  it.each(['goodwill', 'damages'] as const)('is an entry outside VAT for %s', (reason) => {
    const account = reason === 'goodwill' ? '6713' : '6711';
    expect(payloadOf(outside(reason))).toMatchObject({
      ...{ as: 'entry', reason: reason === 'goodwill' ? 'goodwill' : 'compensation' },
      lines: [{ account, debit: '120' }, { credit: '120' }],
      totals: { net: '-120', tax: '0', gross: '-120', payable: '-120' },
    });
  });

  it('is posted on the first open day, and not before its invoice', () => {
    const december = { periods: [{ id: '12', start: '2026-12-01', end: '2026-12-31', open: true }] };
    expect(payloadOf({ facts: december }).postingDate).toBe('2026-12-01');
    expect(payloadOf({ invoice: { date: '2026-11-30' } }).postingDate).toBe('2026-11-30');
  });

  it('claims its incident, expects all it was computed from, and names who asked', () => {
    const of = proposed();
    expect(of?.claims).toEqual([
      'credit 1 INC-4711 12',
      expect.stringMatching(/^service-level 7 2026-10 after [0-9a-f]{64}$/),
    ]);
    expect(of?.commands[0]?.idempotencyKey).toBe(`${creditCase().caseId}/post-credit/1`);
    expect(of?.commands[0]?.compensation.kind).toBe('none');
    expect(of?.expects.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      ...['customer-document 41', 'period 11', 'party 12', 'service-contract 7'],
    ]);
    expect(of?.acts).toEqual([{ duty: 'credit-request', by: 'support:nadia', to: 'the claim CLM-2026-0815' }]);
    expect(of).toMatchObject({ segment: 'MFR', counterparty: 'C-2001', exposure: { minor: 14_400, currency: 'EUR' } });
  });

  it('claims the same incident in whatever letters', () => {
    const [upper, lower] = [proposed(), proposed({ incident: { id: 'inc-4711' } })];
    expect(lower?.claims).toEqual(upper?.claims);
  });

  it('claims what the month has had, so that two claims against two invoices never both take the same', () => {
    const outages = ['INC-4711', 'INC-2'].map((incident) => ({
      ...{ incident, from: '2026-10-03T08:00:00Z', until: '2026-10-03T11:00:00Z' },
    }));
    const of = (id: string, number: string, credits: object[] = []) =>
      proposed({
        claim: { serviceData: { month: '2026-10', outages }, invoices: [{ number }] },
        ...{ incident: { id }, invoice: { number }, facts: { credits } },
      })?.claims.filter((claim) => claim.startsWith('service-level '));
    expect(of('INC-4711', 'FC-1')).toEqual(of('INC-2', 'FC-2'));
    const after = of('INC-2', 'FC-2', [earlier({ incident: 'INC-4711', invoice: '40', net: '60' })]);
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(of('INC-2', 'FC-2'));
    expect(proposed(outside('goodwill'))?.claims).toHaveLength(1);
  });

  it('is measured gross, positive, with the customer’s other credits, those in flight among them', () => {
    const credits = [
      earlier({ caseId: flying().caseId, net: '-100', gross: '-120' }),
      earlier({ id: '91', gross: '60' }),
    ];
    const inFlight = [
      flying(),
      flying({ caseId: `support-credits-${'0'.repeat(32)}` }),
      flying({ caseId: 'x', customer: '13' }),
    ];
    const measure = proposed({ facts: { credits, inFlight } })?.measure;
    expect(measure).toMatchObject({ category: 'credit', group: 'customer 12', adds: true });
    expect(measure?.exposures).toEqual([
      { minor: 14_400, currency: 'EUR' },
      { minor: 12_384, currency: 'GBP' },
    ]);
    expect(measure?.earlier.map(({ exposures }) => exposures[0]?.minor)).toEqual([12_000, 6_000, 10_000]);
  });

  it.each<[string, Varied]>([
    ['credit', {}],
    ['credit', { customer: { tier: 'gold' } }],
    ['credit-strategic', { customer: { tier: 'strategic' } }],
    ['goodwill', outside('goodwill', { customer: { tier: 'strategic' } })],
    ['compensation', outside('damages')],
    ['credit-related-party', outside('damages', { customer: { relatedParty: true } })],
  ])('counts to %s', (category, varied) => expect(proposed(varied)?.measure.category).toBe(category));

  it('is the same whatever was assessed', () => {
    const of = creditCase();
    const odd = { confidence: 1, anomalies: [], suggested: { net: '999' } };
    expect(proposeCredit(of, [], odd)).toEqual(proposeCredit(of, []));
  });
});

it('a price reduction is a credit note, and only it', () => {
  expect(REASONS.filter((reason) => treatmentOf({ reason }).as === 'credit-note')).toEqual([
    'service-level',
    'price-error',
    'defect',
  ]);
});

it('by law, what is booked balances to the minor unit over any amounts, lines and reasons', () => {
  const cents = (most: number) =>
    fc.integer({ min: 1, max: most }).map((minor) => new Decimal(minor).div(100).toFixed());
  const lines = fc.array(fc.tuple(cents(90_000), cents(18_000)), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom('defect', 'goodwill', 'damages'),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (of, reason, share) => {
        const net = sum(of.map(([each]) => each));
        const amount = Decimal.max(net.times(share).toDecimalPlaces(2, Decimal.ROUND_DOWN), '0.01').toFixed();
        const billed = of.map(([each, tax], nth) => line(`${nth}`, each, tax));
        const whole = { net: net.toFixed(), lines: billed };
        const varied = { claim: { reason }, claimed: { amount }, invoice: whole };
        const payload = payloadOf(reason === 'defect' ? varied : outside(reason as 'goodwill', { ...varied }));
        const { totals } = payload;
        expect(new Decimal(totals.net).equals(new Decimal(amount).negated())).toBe(true);
        expect(sum([totals.net, totals.tax]).equals(totals.gross)).toBe(true);
        const sideOf = (name: 'debit' | 'credit') =>
          payload.as === 'entry' ? sum(payload.lines.map((each) => each[name] ?? '0')) : undefined;
        if (payload.as === 'entry') expect(sideOf('debit')?.equals(sideOf('credit') ?? 0)).toBe(true);
        else expect(sum(payload.lines.flatMap((each) => [each.net, each.tax])).equals(totals.gross)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
