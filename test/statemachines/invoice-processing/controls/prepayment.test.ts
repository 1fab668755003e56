import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepayment } from '../../../../statemachines/invoice-processing/controls/prepayment.ts';
import type { InvoiceCase } from '../../../../statemachines/invoice-processing/invoice-case.ts';
import { prepaidOf } from '../../../../statemachines/invoice-processing/matching/advances.ts';
import { postInvoicePayload } from '../../../../statemachines/invoice-processing/post-invoice-payload.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import { Decimal, sum } from '../../../../statemachines/kernel/decimal.ts';
import { advance, cleanFacts, codesOf, creditCase, invoiceCase } from '../fixtures.ts';

type Json = Record<string, unknown>;
const totals = { lines: '185', taxExclusive: '185', tax: '37', taxInclusive: '222' };

/** The clean invoice over 222.00 with a BT-113, and these open advances. */
function prepaidCase(prepaid: string, advances: Json[], document: Json = {}) {
  const payable = new Decimal('222').minus(prepaid).toFixed();
  const versions = advances.map(({ id }) => ({ kind: 'advance', id, version: `a${id}` }));
  const others = cleanFacts().versions.filter(({ kind }) => kind !== 'advance');
  return invoiceCase({
    document: { totals: { ...totals, prepaid, payable }, ...document },
    facts: { advances, versions: [...others, ...versions] },
  });
}

const other = (changes: Json): Json => ({ ...advance, id: '72', number: 'M-00072', reference: 'PL-AC-32', ...changes });
const named = (...numbers: string[]) => ({ preceding: numbers.map((number) => ({ number })) });
const payloadOf = (of: InvoiceCase) =>
  postInvoicePayload.parse(proposeInvoice(of, prepayment.find(of))?.commands[0]?.payload);

describe('a person matches BT-113, and nothing is applied or paid', () => {
  const cases: [string, string, InvoiceCase][] = [
    ['without any advance', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [])],
    ['a cent less than the advance', 'PREPAYMENT-UNMATCHED', prepaidCase('99.99', [advance])],
    ['a cent more than the advance', 'PREPAYMENT-EXCEEDS', prepaidCase('100.01', [advance])],
    ['of another vendor', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [{ ...advance, vendor: '8' }])],
    ['of another company', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [{ ...advance, company: '2' }])],
    ['in another currency', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [{ ...advance, currency: 'USD' }])],
    ['for another order', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [{ ...advance, order: '4' }])],
    [
      'for an order, on a document without one',
      'PREPAYMENT-UNMATCHED',
      prepaidCase('100', [advance], { order: undefined }),
    ],
    ['used in part', 'PREPAYMENT-UNMATCHED', prepaidCase('60', [{ ...advance, open: '60' }])],
    ['used in part, and more is asked', 'PREPAYMENT-EXCEEDS', prepaidCase('100', [{ ...advance, open: '60' }])],
    ['used up', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [{ ...advance, open: '0' }])],
    ['negative', 'PREPAYMENT-UNMATCHED', prepaidCase('-100', [{ ...advance, amount: '-100', open: '-100' }])],
    [
      'more than the invoice is over',
      'PREPAYMENT-EXCEEDS',
      prepaidCase('300', [{ ...advance, amount: '300', open: '300' }]),
    ],
    [
      'more than all that is open',
      'PREPAYMENT-EXCEEDS',
      prepaidCase('200', [advance, other({ amount: '50', open: '50' })]),
    ],
    ['one of two alike', 'PREPAYMENT-AMBIGUOUS', prepaidCase('100', [advance, other({ order: undefined })])],
    [
      'the two of the order together, or another one',
      'PREPAYMENT-AMBIGUOUS',
      prepaidCase('100', [
        { ...advance, amount: '60', open: '60' },
        other({ amount: '40', open: '40' }),
        other({ id: '73', order: undefined }),
      ]),
    ],
    [
      'two that are for no order, together',
      'PREPAYMENT-UNMATCHED',
      prepaidCase('150', [{ ...advance, order: undefined }, other({ order: undefined })]),
    ],
    ['a document that is no open advance', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [advance], named('PL-AC-30'))],
    ['an advance and something else', 'PREPAYMENT-UNMATCHED', prepaidCase('100', [advance], named('PL-AC-31', 'PL-1'))],
    [
      'a number that two advances have',
      'PREPAYMENT-AMBIGUOUS',
      prepaidCase('200', [advance, other({ reference: 'PL-AC-31' })], named('PL-AC-31')),
    ],
    [
      'one, while another has the amount',
      'PREPAYMENT-EXCEEDS',
      prepaidCase('120', [advance, other({ amount: '120', open: '120' })], named('PL-AC-31')),
    ],
  ];
  it.each(cases)('%s: %s', (_, code, of) => {
    expect(prepayment.find(of)).toMatchObject([
      { code, severity: 'blocking', disposition: 'review', terms: ['BT-113'] },
    ]);
    const payload = payloadOf(of);
    expect(payload).toMatchObject({ prepaid: of.document.totals.prepaid, paymentBlock: code });
    expect(payload.totals.payable).toBe('222');
    expect(payload).not.toHaveProperty('advances');
    expect(proposeInvoice(of, [])?.claims.join()).not.toContain('advance');
  });

  it('of a credit note, whatever advance there is', () => {
    const credited = {
      lines: '37',
      taxExclusive: '37',
      tax: '7.4',
      taxInclusive: '44.4',
      prepaid: '10',
      payable: '34.4',
    };
    const of = creditCase({
      document: { totals: credited },
      facts: { advances: [{ ...advance, amount: '10', open: '10' }] },
    });
    expect(codesOf(prepayment, of)).toEqual(['PREPAYMENT-UNMATCHED']);
    const negative = { ...credited, lines: '-37', taxExclusive: '-37', tax: '-7.4', taxInclusive: '-44.4' };
    const invoice = creditCase({ document: { kind: 'invoice', totals: negative } });
    expect(codesOf(prepayment, invoice)).toEqual(['PREPAYMENT-UNMATCHED']);
  });

  it('that no advance can be, and says why', () => {
    const negative = prepaidCase('-100', [advance]);
    const raising = prepaidCase('100', [advance], {
      kind: 'credit-note',
      totals: { ...totals, taxInclusive: '-222', prepaid: '100', payable: '-322' },
    });
    for (const of of [negative, raising]) {
      const message = expect.stringContaining('a credit, or a negative amount');
      expect(prepayment.find(of)).toMatchObject([{ code: 'PREPAYMENT-UNMATCHED', message }]);
    }
  });

  it('while the vendor is not certain', () => {
    const of = prepaidCase('100', [advance]);
    expect(codesOf(prepayment, { ...of, facts: { ...of.facts, vendors: [] } })).toEqual(['PREPAYMENT-UNMATCHED']);
  });
});

describe('nothing is proposed', () => {
  it('on an advance of unknown version', () => {
    const of = prepaidCase('100', [advance]);
    const versions = of.facts.versions.filter(({ kind }) => kind !== 'advance');
    expect(proposeInvoice({ ...of, facts: { ...of.facts, versions } }, [])).toBeUndefined();
  });

  it.each([
    ['an advance twice', { advances: [1, 2].map(() => ({ id: '71', amount: '50' })) }],
    ['less than what was prepaid', { advances: [{ id: '71', amount: '99' }] }],
    ['advances, and no BT-113', { prepaid: undefined }],
    ['another amount left to pay', { totals: { net: '185', tax: '37', gross: '222', payable: '222' } }],
    ['a credit', { class: 'credit' }],
    ['nothing of an advance', { prepaid: '0', advances: [{ id: '71', amount: '0' }] }],
    ['no advance in the list', { advances: [] }],
  ])('with %s', (_, changes) => {
    const payload = payloadOf(prepaidCase('100', [advance]));
    expect(postInvoicePayload.safeParse({ ...payload, ...changes }).success).toBe(false);
  });
});

describe('BT-113 is', () => {
  const matched: [string, string[], InvoiceCase][] = [
    ['the advance for the order', ['71'], prepaidCase('100', [advance])],
    ['the advance for no order in particular', ['71'], prepaidCase('100.00', [{ ...advance, order: undefined }])],
    ['one of two that differ', ['72'], prepaidCase('80', [advance, other({ amount: '80', open: '80' })])],
    [
      'all advances of the order together',
      ['71', '72'],
      prepaidCase('180', [other({ amount: '80', open: '80' }), advance]),
    ],
    ['what BT-25 names, written otherwise', ['71'], prepaidCase('100', [advance, other({})], named('pl ac/31'))],
    ['what BT-25 names by our number', ['72'], prepaidCase('100', [advance, other({})], named('M-00072'))],
    [
      'what BT-25 names, though for another order',
      ['71'],
      prepaidCase('100', [{ ...advance, order: '9' }], named('PL-AC-31')),
    ],
    ['all that BT-25 names', ['71', '72'], prepaidCase('200', [advance, other({})], named('PL-AC-32', 'PL-AC-31'))],
    ['the whole invoice', ['71'], prepaidCase('222', [{ ...advance, amount: '222', open: '222' }])],
  ];
  it.each(matched)('%s', (_, ids, of) => {
    expect(prepayment.find(of)).toEqual([]);
    const { advances = [], totals: booked, paymentBlock, prepaid } = payloadOf(of);
    expect(advances.map(({ id }) => id)).toEqual(ids);
    expect(paymentBlock).toBeUndefined();
    expect(prepaid).toBe(of.document.totals.prepaid);
    expect(booked).toEqual({ net: '185', tax: '37', gross: '222', payable: of.document.totals.payable });
  });

  it('expected in its version and claimed, so that no other case uses it', () => {
    const proposed = proposeInvoice(prepaidCase('100', [advance]), []);
    expect(proposed?.expects).toContainEqual({ kind: 'advance', id: '71', version: 'a71' });
    expect(proposed?.claims).toContain('company:1/advance:71');
    expect(proposed?.commands[0]?.payload['versions']).toEqual(proposed?.expects);
    const invoiced = { number: 'PL-2026-2002' };
    const second = proposeInvoice(prepaidCase('100', [advance], invoiced), []);
    expect(second?.claims.filter((claim) => proposed?.claims.includes(claim))).toEqual(['company:1/advance:71']);
  });

  it('nothing where it is zero or missing, whatever is open', () => {
    for (const prepaid of ['0', '0.00'])
      expect(payloadOf(prepaidCase(prepaid, [advance]))).not.toHaveProperty('advances');
    expect(prepayment.find(invoiceCase({ facts: { advances: [advance] } }))).toEqual([]);
  });

  it('counted with the rounding of the payable amount', () => {
    const rounded = { ...totals, rounding: '0.01', prepaid: '100', payable: '122.01' };
    const of = invoiceCase({ document: { totals: rounded }, facts: { advances: [advance] } });
    expect(payloadOf(of).totals.payable).toBe('122.01');
  });
});

it('what is applied is BT-113, of each advance all that is open, of this vendor, company and currency, and never for another order', () => {
  const few = fc.integer({ min: 1, max: 3 });
  const mostly = <T>(usual: T, odd: T) => fc.constantFrom(usual, usual, usual, usual, usual, odd);
  const cents = few.map((n) => `${n * 10}`);
  const one = fc.record({
    vendor: mostly('7', '8'),
    company: mostly('1', '2'),
    currency: mostly('EUR', 'USD'),
    order: fc.constantFrom('3', '3', undefined, '4'),
    amount: cents,
    used: mostly('0', '10'),
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), fc.oneof(few, fc.integer({ min: 1, max: 30 })), (made, tens) => {
      const advances = made.map(({ used, amount, ...of }, index): Json => {
        const open = Decimal.max(new Decimal(amount).minus(used), 0).toFixed();
        return { ...advance, ...of, id: `${80 + index}`, number: `M-${index}`, reference: `R-${index}`, amount, open };
      });
      const of = prepaidCase(`${tens * 10}`, advances);
      const found = prepaidOf(of);
      seen.add(found.kind);
      expect(codesOf(prepayment, of)).toHaveLength(found.kind === 'matched' ? 0 : 1);
      const { advances: applied = [], totals: booked } = payloadOf(of);
      expect(applied.length > 0).toBe(found.kind === 'matched');
      const total = sum(applied.map(({ amount }) => amount));
      if (found.kind === 'matched') expect(total.toFixed()).toBe(of.document.totals.prepaid);
      expect(sum([booked.payable, total]).toFixed()).toBe(booked.gross);
      for (const { id, amount } of applied) {
        const known = of.facts.advances.find((each) => each.id === id);
        expect(known).toMatchObject({ open: amount, amount, vendor: '7', company: '1', currency: 'EUR' });
        expect([undefined, '3']).toContain(known?.order);
      }
    }),
    { numRuns: 1_000 },
  );
  expect([...seen].sort()).toEqual(['ambiguous', 'beyond-invoice', 'exceeds', 'matched', 'unmatched']);
});
