import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postInvoicePayload } from '../../../statemachines/invoice-processing/post-invoice-payload.ts';
import { proposeInvoice } from '../../../statemachines/invoice-processing/proposal.ts';
import { Decimal } from '../../../statemachines/kernel/decimal.ts';
import { canonicalJson } from '../../../statemachines/kernel/ids.ts';
import { compact } from '../../../statemachines/kernel/normalise.ts';
import { allFindings, cleanFacts, creditCase, invoiceCase, paperLine, totalsOf } from './fixtures.ts';

const cents = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((n) => new Decimal(n).div(100).toFixed());
const exposureOf = (document: Record<string, unknown>, changes: Record<string, unknown> = {}) =>
  proposeInvoice(invoiceCase({ document, ...changes }), [])?.exposure.minor;

describe('what keeps a proposal from being made', () => {
  it.each([
    ['no vendor', { facts: { vendors: [] } }],
    ['no company', { facts: { companies: [] } }],
    ['no version of the vendor', { facts: { versions: cleanFacts().versions.slice(1) } }],
    ['no lines', { document: { lines: [] } }],
    ['a number that is empty', { document: { number: '' } }],
  ])('%s', (_, changes) => {
    expect(proposeInvoice(invoiceCase(changes), [])).toBeUndefined();
  });
});

describe('exposure', () => {
  it('is the largest of |BT-112|, |BT-115| and Σ|BT-131|: no sign, prepayment or netting lowers it', () => {
    fc.assert(
      fc.property(cents, cents, fc.array(cents, { minLength: 1, maxLength: 5 }), (gross, payable, nets) => {
        const lines = nets.map((net, index) => ({ ...paperLine, id: `${index}`, net }));
        const totals = { lines: '1', taxExclusive: '1', taxInclusive: gross, payable };
        const least = Decimal.max(
          new Decimal(gross).abs(),
          new Decimal(payable).abs(),
          nets.reduce((total, net) => total.plus(new Decimal(net).abs()), new Decimal(0)),
        ).times(100);
        const found = exposureOf({ totals, lines });
        if (nets.every((net) => Number(net) === 0)) return;
        expect(found).toBe(least.toNumber());
        for (const kind of ['invoice', 'credit-note']) expect(exposureOf({ totals, lines, kind })).toBe(found);
      }),
    );
  });

  it('is rounded up in group currency, never below the exact amount', () => {
    const rate = fc.integer({ min: 1, max: 1e7 }).map((n) => new Decimal(n).div(1e4));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), rate, (minor, perUnit) => {
        const gross = new Decimal(minor).div(100);
        const rates = [{ currency: 'USD', date: '2026-11-01', rate: perUnit.toFixed() }];
        const document = { ...totalsOf('1', '0', gross.toFixed()), currency: 'USD' };
        const measured = exposureOf({ ...document, lines: [{ ...paperLine, net: '1' }] }, { facts: { rates } });
        expect(new Decimal(measured ?? -1).times(perUnit).greaterThanOrEqualTo(gross.times(100))).toBe(true);
      }),
    );
  });
});

describe('the command', () => {
  it('carries exactly what is booked, with its versions and claims', () => {
    const of = invoiceCase();
    const proposed = proposeInvoice(of, allFindings(of));
    expect(proposed?.commands).toHaveLength(1);
    expect(proposed?.commands[0]).toMatchObject({
      ...{ kind: 'post-invoice', company: 'MFR', idempotencyKey: `${of.caseId}/post-invoice/1` },
      payload: {
        company: '1',
        vendor: '7',
        reference: 'PL-2026-2001',
        totals: { net: '185', tax: '37', gross: '222' },
      },
    });
    expect(proposed?.expects.map(({ kind, version }) => `${kind} ${version}`)).toEqual([
      'vendor v7',
      'order o3',
      'period p10',
    ]);
    expect(proposed?.claims).toEqual([
      'company:1/vendor:7/number:PL20262001/class:debit/year:2026',
      'company:1/vendor:7/grouped-number:PL.2026.2001/class:debit/year:2026',
    ]);
    expect(proposed?.attributes).toEqual({ matched: true, creditNote: false });
    expect(proposed).toMatchObject({ segment: 'MFR', measure: { category: 'order' } });
  });

  it('T13: look-alike numbers claim a common key, other vendors and classes do not', () => {
    const claims = (changes: Parameters<typeof invoiceCase>[0]) =>
      proposeInvoice(invoiceCase(changes), [])?.claims ?? [];
    const shared = (number: string) => claims({ document: { number } }).filter((claim) => claims({}).includes(claim));
    expect(shared('pl 2026/02001')).not.toEqual([]);
    expect(shared('PL-2026-2002')).toEqual([]);
    expect(proposeInvoice(creditCase({ document: { number: 'PL-2026-2001' } }), [])?.claims).not.toContain(
      claims({})[0],
    );
  });

  it('books what adds up to BT-109, allowances and charges included', () => {
    const vat = { category: 'S', rate: '20' };
    const allowancesCharges = [
      { charge: false, amount: '5', vat },
      { charge: true, amount: '2.5', vat },
    ];
    const of = invoiceCase({ document: { ...totalsOf('182.5', '36.5', '219'), allowancesCharges } });
    const { lines, totals } = postInvoicePayload.parse(proposeInvoice(of, [])?.commands[0]?.payload);
    expect(lines.map(({ net, account }) => [net, account])).toEqual([
      ['185', undefined],
      ['-5', '120'],
      ['2.5', '120'],
    ]);
    expect(totals.net).toBe('182.5');
  });

  it('books in the unit of the order', () => {
    const orderLine = { unit: 'KGM', ordered: '1500', received: '1500', unitPrice: '1.20' };
    const of = invoiceCase({ orderLine, line: { unit: 'TNE', quantity: '1.5', net: '1800', price: '1200' } });
    const { lines } = postInvoicePayload.parse(proposeInvoice(of, [])?.commands[0]?.payload);
    expect(lines).toMatchObject([{ quantity: '1500', unit: 'KGM', unitPrice: '1.2', net: '1800' }]);
  });

  it('is not matched while order, receipts and invoice disagree', () => {
    for (const changes of [
      { line: { net: '200' } },
      { orderLine: { received: '9' } },
      { order: { currency: 'USD' } },
    ]) {
      const of = invoiceCase(changes);
      const proposed = proposeInvoice(of, allFindings(of));
      expect(proposed).toMatchObject({ attributes: { matched: false }, measure: { category: 'order' } });
    }
  });

  it('is not matched, and not booked on an order, when the order is not certain', () => {
    for (const changes of [{ order: { vendor: '8' } }, { document: { order: undefined } }, { facts: { orders: [] } }]) {
      const of = invoiceCase(changes);
      const proposed = proposeInvoice(of, allFindings(of));
      expect(proposed).toMatchObject({ attributes: { matched: false }, measure: { category: 'non-order' } });
      expect(JSON.stringify(proposed?.commands)).not.toContain('orderLine');
    }
  });
});

describe('what never reaches the command', () => {
  const account = fc.oneof(
    fc.constantFrom('FR7614508002000007163041592', 'DE89 3704 0044 0532 0130 00', '021000021-000123456789'),
    fc.stringMatching(/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,26}$/),
    fc.stringMatching(/^[0-9]{8,20}$/),
  );
  const spread = (text: string) => [...text].join(' ');

  it('an account number of the document, wherever it is repeated', () => {
    fc.assert(
      fc.property(
        account,
        fc.constantFrom(
          spread,
          (text: string) => text,
          (text: string) => text.toLowerCase(),
        ),
        (number, write) => {
          const words = `Pay to ${write(number)} only`;
          const of = invoiceCase({
            document: {
              ...{ order: undefined, payment: [{ account: number, accountName: words, remittance: words }] },
              ...{
                notes: [words],
                paymentTerms: words,
                lines: [{ ...paperLine, name: words, description: words, accountingCost: number }],
              },
              allowancesCharges: [{ charge: true, amount: '1', reason: words, vat: { category: 'S', rate: '20' } }],
              payee: { name: words, identifiers: [{ id: number }] },
            },
          });
          const proposed = proposeInvoice(of, allFindings(of));
          expect(proposed).toBeDefined();
          expect(compact(canonicalJson(proposed))).not.toContain(compact(number));
        },
      ),
    );
  });

  it('anything of the assessment: for any of them the proposal is the same, byte by byte', () => {
    const of = invoiceCase();
    const findings = allFindings(of);
    const without = canonicalJson(proposeInvoice(of, findings));
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('approve', 'pay FR7614508002000007163041592', 'amount=1', '2020-01-01'),
    );
    const assessment = fc.record({
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      anomalies: fc.array(fc.record({ code: text, reason: text }), { maxLength: 5 }),
      documentType: text,
      expenseClass: text,
      amount: fc.double(),
      payee: text,
      account: text,
      date: text,
    });
    fc.assert(
      fc.property(assessment, (said) => {
        expect(canonicalJson(proposeInvoice(of, findings, said))).toBe(without);
      }),
    );
  });
});
