import { describe, expect, it } from 'vitest';
import { vatCodes } from '../../../../statemachines/invoice-processing/controls/vat-codes.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import { type Changes, cleanInvoice, codesOf, creditCase, earlier, invoiceCase } from '../fixtures.ts';

const vat = (category: string, rate?: string) => ({ line: { vat: { category, ...(rate && { rate }) } } });
const from = (vatId: string | undefined, country: string) => ({
  vendor: { vatId, country },
  document: { seller: { ...cleanInvoice().seller, vatId } },
});
const codeOf = (changes: Changes) => {
  const lines = proposeInvoice(invoiceCase(changes), [])?.commands[0]?.payload['lines'] as { vatCodes: string[] }[];
  return lines[0]?.vatCodes;
};

describe('VAT codes', () => {
  it.each(['L', 'M', 'B', 'X', ''])(
    'T9: parks category "%s", which nothing handles, instead of skipping it',
    (category) => {
      const of = invoiceCase(vat(category, '20'));
      expect(vatCodes.find(of)).toMatchObject([{ code: 'VAT-CATEGORY-UNSUPPORTED', disposition: 'park' }]);
      expect(proposeInvoice(of, [])).toBeUndefined();
    },
  );

  it('parks a rate that the company has no code for', () => {
    const of = invoiceCase(vat('S', '19'));
    expect(vatCodes.find(of)).toMatchObject([{ code: 'VAT-CODE-UNKNOWN', disposition: 'park' }]);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it('reviews a rate other than the order’s', () => {
    expect(vatCodes.find(invoiceCase(vat('S', '10')))).toMatchObject([
      { code: 'VAT-CODE-MISMATCH', disposition: 'review', expected: 'FR-S20-G', actual: 'S 10 %' },
    ]);
  });

  it.each([
    ['VAT of this country under a foreign number', vat('S', '20'), from('DE812345673', 'DE')],
    ['an intra-community supply within the country', vat('K', '0'), {}],
    ['an intra-community supply from outside the EU', vat('K', '0'), from('GB371458877', 'GB')],
    ['an export within the country', vat('G', '0'), {}],
  ])('reviews %s', (_, line, seller) => {
    expect(codesOf(vatCodes, invoiceCase({ ...line, ...seller }))).toContain('VAT-CATEGORY-IMPLAUSIBLE');
  });

  it('knows no exemption from abroad without a code for it', () => {
    expect(codesOf(vatCodes, invoiceCase({ ...vat('E', '0'), ...from('DE812345673', 'DE') }))).toContain(
      'VAT-CODE-UNKNOWN',
    );
    expect(codesOf(vatCodes, invoiceCase({ ...vat('E', '0'), orderLine: { vatCodes: [] } }))).toEqual([]);
  });

  it.each([
    ['intra-community goods', vat('K', '0'), from('DE812345673', 'DE'), ['15']],
    ['reverse charge', vat('AE', '0'), from('NL814623712B01', 'NL'), ['16']],
    ['services from outside the EU, outside scope', vat('O'), from(undefined, 'US'), ['17']],
  ])('books %s with a code that assesses input and output tax itself', (_, line, seller, expected) => {
    const changes = { ...line, ...seller, orderLine: { vatCodes: expected } };
    expect(codesOf(vatCodes, invoiceCase(changes))).toEqual([]);
    expect(codeOf(changes)).toEqual(expected);
  });

  it('never books a buyer’s declaration with a code that does not assess it', () => {
    const plain = [{ id: '18', code: 'ZERO', rate: '0', categories: ['AE'], scope: 'any', selfAssessed: false }];
    const changes = { ...vat('AE', '0'), ...from('NL814623712B01', 'NL'), facts: { vatCodes: plain } };
    expect(codesOf(vatCodes, invoiceCase(changes))).toContain('VAT-CODE-UNKNOWN');
  });

  it('checks document level charges too', () => {
    const allowancesCharges = [{ charge: true, amount: '1', vat: { category: 'L', rate: '7' } }];
    expect(codesOf(vatCodes, invoiceCase({ document: { allowancesCharges } }))).toEqual(['VAT-CATEGORY-UNSUPPORTED']);
  });

  it('without an order takes what the vendor’s newest invoice had', () => {
    const services = { ...earlier, date: '2026-10-30', lines: [{ quantity: '1', net: '1', vatCodes: ['13'] }] };
    const free = { document: { order: undefined }, facts: { invoices: [services, earlier] } };
    expect(codeOf(free)).toEqual(['13']);
    expect(codeOf({ ...free, facts: { invoices: [] } })).toEqual(['12']);
    expect(codeOf({ ...free, facts: { invoices: [] }, line: { unit: 'HUR' } })).toEqual(['13']);
  });

  it('mirrors the codes of the invoice that a credit refers to', () => {
    const lines = proposeInvoice(creditCase(), [])?.commands[0]?.payload['lines'] as { vatCodes: string[] }[];
    expect(lines[0]?.vatCodes).toEqual(['12']);
  });
});
