import { describe, expect, it } from 'vitest';
import { documentFindings } from '../../../../../statemachines/invoice-processing/controls/document/document-rules.ts';
import type { DraftInvoice } from '../../../../../statemachines/invoice-processing/ubl/draft.ts';
import { blocking, cleanDraft, draftWith } from './codes.ts';

describe('mandatory and line fields', () => {
  it.each<[string, RegExp]>([
    ['BR-01', /<cbc:CustomizationID>.*/],
    ['BR-02', /<cbc:ID>PL-2026-1101<\/cbc:ID>/],
    ['BR-03', /<cbc:IssueDate>.*/],
    ['BR-04', /<cbc:InvoiceTypeCode>.*/],
    ['BR-05', /<cbc:DocumentCurrencyCode>.*/],
    ['BR-06', /<cbc:RegistrationName>Papeterie.*/],
    ['BR-07', /<cbc:RegistrationName>Meridian.*/],
    ['BR-08', /<cac:PostalAddress>[\s\S]*?<\/cac:PostalAddress>/],
    ['BR-09', /<cac:Country>.*/],
    ['BR-10', /(?<=AccountingCustomerParty>[\s\S]*)<cac:PostalAddress>[\s\S]*?<\/cac:PostalAddress>/],
    ['BR-11', /(?<=AccountingCustomerParty>[\s\S]*)<cac:Country>.*/],
    ['BR-12', /(?<=LegalMonetaryTotal>\s*)<cbc:LineExtensionAmount.*/],
    ['BR-13', /<cbc:TaxExclusiveAmount.*/],
    ['BR-14', /<cbc:TaxInclusiveAmount.*/],
    ['BR-15', /<cbc:PayableAmount.*/],
    ['BR-16', /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>/],
    ['BR-21', /(?<=InvoiceLine>\s*)<cbc:ID>1<\/cbc:ID>/],
    ['BR-22', /<cbc:InvoicedQuantity.*/],
    ['BR-23', / unitCode="C62"/],
    ['BR-24', /(?<=InvoiceLine>[\s\S]*)<cbc:LineExtensionAmount.*/],
    ['BR-25', /<cbc:Name>Laser toner.*/],
    ['BR-26', /<cac:Price>.*/],
    ['BR-CO-04', /<cac:ClassifiedTaxCategory>[\s\S]*?<\/cac:ClassifiedTaxCategory>/],
    ['BR-CO-18', /<cac:TaxSubtotal>[\s\S]*?<\/cac:TaxSubtotal>/],
    ['BR-45', /<cbc:TaxableAmount.*/],
    ['BR-46', /(?<=<cac:TaxSubtotal>[\s\S]*)<cbc:TaxAmount.*/],
  ])('%s when it is missing', (code, what) => {
    expect(blocking(draftWith([what, '']))).toContain(code);
  });

  it('BR-27 for a price below zero', () => {
    expect(blocking(draftWith(['>64.00<', '>-64.00<']))).toEqual(['BR-27']);
  });

  it('nothing on the clean document', () => {
    expect(documentFindings(cleanDraft())).toEqual([]);
  });

  it('many findings of one kind in few', () => {
    const draft = cleanDraft();
    const line = draft.lines[0] && { ...draft.lines[0], id: '' };
    const found = documentFindings({ ...draft, lines: line ? Array(100).fill(line) : [] });
    const same = found.filter(({ code }) => code === 'BR-21');
    expect(same.length).toBe(20);
    expect(same.at(-1)?.message).toMatch(/And 80 more of this kind/);
  });

  it('all that is wrong at once, and each message within its limit', () => {
    const draft: DraftInvoice = { ...cleanDraft(), seller: { identifiers: [] }, typeCode: '', lines: [] };
    const findings = documentFindings(draft);
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['BR-04', 'BR-06', 'BR-08', 'BR-16', 'BR-CO-26']),
    );
    expect(findings.every(({ message }) => message.length <= 500)).toBe(true);
  });
});
