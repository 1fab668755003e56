import { describe, expect, it } from 'vitest';
import { documentFindings } from '../../../../../statemachines/invoice-processing/controls/document/document-rules.ts';
import { blocking, cleanDraft, draftWith } from './codes.ts';

describe('header rules', () => {
  it('BR-CO-25: an amount to pay, neither due date nor terms', () => {
    const due = [/<cbc:DueDate>.*/, ''] as const;
    const terms = [/<cac:PaymentTerms>.*/, ''] as const;
    expect(blocking(draftWith(due, terms))).toEqual(['BR-CO-25']);
    expect(blocking(draftWith(due))).toEqual([]);
    expect(blocking(draftWith(terms))).toEqual([]);
  });

  it('BR-CO-26: a seller without any identifier', () => {
    const draft = cleanDraft();
    const { vatId: _, legalRegistration: __, ...seller } = { ...draft.seller, identifiers: [] };
    expect(blocking({ ...draft, seller })).toContain('BR-CO-26');
  });

  it('BR-53: a tax currency without VAT in it', () => {
    const currency = '<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>';
    const add = (code: string) => [currency, `${currency}<cbc:TaxCurrencyCode>${code}</cbc:TaxCurrencyCode>`] as const;
    expect(blocking(draftWith(add('USD')))).toEqual(['BR-53']);
    expect(blocking(draftWith(add('EUR')))).toEqual([]);
  });

  it('R051: an amount in another currency, with its place', () => {
    const draft = draftWith(['<cbc:PriceAmount currencyID="EUR">', '<cbc:PriceAmount currencyID="USD">']);
    expect(documentFindings(draft)).toMatchObject([
      {
        code: 'PEPPOL-EN16931-R051',
        disposition: 'reject',
        message: 'Invoice/cac:InvoiceLine[1]/cac:Price/cbc:PriceAmount is in USD, the document in EUR.',
      },
    ]);
  });
});
