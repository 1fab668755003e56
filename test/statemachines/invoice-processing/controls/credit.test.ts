import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credit } from '../../../../statemachines/invoice-processing/controls/credit.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import { allCodes, allFindings, codesOf, creditCase, earlier, invoiceCase, paperLine, totalsOf } from '../fixtures.ts';

const against = (changes: Record<string, unknown>) => creditCase({ facts: { invoices: [{ ...earlier, ...changes }] } });

describe('credit', () => {
  it.each([
    ['no reference', creditCase({ document: { preceding: [] } }), 'CREDIT-NO-REFERENCE'],
    [
      'two references',
      creditCase({ document: { preceding: [{ number: 'A' }, { number: 'B' }] } }),
      'CREDIT-SEVERAL-REFERENCES',
    ],
    ['an unknown reference', creditCase({ document: { preceding: [{ number: 'PL-9' }] } }), 'CREDIT-REFERENCE-UNKNOWN'],
    ['a reference of another date', against({ date: '2026-10-22' }), 'CREDIT-REFERENCE-UNKNOWN'],
    ['a reference to a draft', against({ posted: false }), 'CREDIT-REFERENCE-UNKNOWN'],
    ['a reference to a credit', against({ class: 'credit' }), 'CREDIT-REFERENCE-UNKNOWN'],
    ['a reference to another vendor’s invoice', against({ vendor: '8' }), 'CREDIT-REFERENCE-UNKNOWN'],
    ['a reference to another company’s invoice', against({ company: '2' }), 'CREDIT-REFERENCE-UNKNOWN'],
  ])('with %s goes to a person, never unmatched into the books', (_, of, code) => {
    expect(credit.find(of)).toMatchObject([{ code, disposition: 'review' }]);
    expect(proposeInvoice(of, allFindings(of))?.attributes).toMatchObject({ matched: false, creditNote: true });
  });

  it('never exceeds what is uncredited, net and gross', () => {
    const left = (net: string, gross: string) => against({ credited: { net, tax: '0', gross } });
    expect(codesOf(credit, left('923', '1107.6'))).toEqual([]);
    expect(credit.find(left('923.01', '1107.6'))).toMatchObject([
      { code: 'CREDIT-OVER-INVOICE', disposition: 'reject', terms: ['BT-109', 'BT-25'] },
    ]);
    expect(credit.find(left('923', '1107.61'))).toMatchObject([
      { code: 'CREDIT-OVER-INVOICE', terms: ['BT-112', 'BT-25'] },
    ]);
  });

  it('is in the currency of the invoice', () => {
    expect(codesOf(credit, against({ currency: 'USD' }))).toEqual(['CREDIT-CURRENCY']);
  });

  it('mirrors the VAT of the invoice', () => {
    const lines = [{ orderLine: '41', quantity: '15', net: '960', vatCodes: ['14'] }];
    expect(codesOf(credit, against({ lines }))).toEqual(['CREDIT-VAT-DIFFERS']);
  });

  it('does not hide in a credit note with a negative total, nor in a line of an invoice', () => {
    const document = totalsOf('-37', '-7.4', '-44.4');
    expect(codesOf(credit, creditCase({ document }))).toEqual(['CREDIT-NOTE-NEGATIVE']);
    const lines = [paperLine, { ...paperLine, id: '2', quantity: '-1', net: '-18.5' }];
    expect(codesOf(credit, invoiceCase({ document: { lines } }))).toEqual(['CREDIT-WITHIN-INVOICE']);
  });

  it('is matched when it is clean, as a credit note and as a negative invoice', () => {
    const negative = creditCase({
      document: {
        ...{ kind: 'invoice', typeCode: '384', ...totalsOf('-37', '-7.4', '-44.4') },
        lines: [{ ...paperLine, quantity: '-2', net: '-37' }],
      },
    });
    for (const of of [creditCase(), negative]) {
      expect(allCodes(of)).toEqual([]);
      const proposed = proposeInvoice(of, []);
      expect(proposed?.attributes).toEqual({ matched: true, creditNote: true });
      expect(proposed?.measure.category).toBe('order');
      expect(proposed?.commands[0]?.payload).toMatchObject({
        ...{ class: 'credit', credits: '55', totals: { net: '-37', tax: '-7.4', gross: '-44.4' } },
        lines: [{ quantity: '-2', net: '-37', orderLine: '41' }],
      });
    }
  });

  it('exceeds what is left exactly when it is more, whatever the cents', () => {
    const cents = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(cents, cents, (gross, credited) => {
        const of = creditCase({
          document: totalsOf('0.01', '0', (gross / 100).toFixed(2)),
          facts: { invoices: [{ ...earlier, credited: { net: '0', tax: '0', gross: (credited / 100).toFixed(2) } }] },
        });
        expect(codesOf(credit, of).includes('CREDIT-OVER-INVOICE')).toBe(gross + credited > 115_200);
      }),
    );
  });
});
