import { describe, expect, it } from 'vitest';
import { documentFindings } from '../../../../statemachines/invoice-processing/controls/document/document-rules.ts';
import { readUbl } from '../../../../statemachines/invoice-processing/ubl/read-ubl.ts';
import { bytes, edited, parsed, sampleXml } from '../../../samples/sample-xml.ts';

const clean = sampleXml();

describe('parseUbl refuses, and says where', () => {
  it.each<[string, [string | RegExp, string], RegExp]>([
    [
      'a missing number',
      ['<cbc:ID>PL-2026-1101</cbc:ID>', ''],
      /Invoice: BR-02: the invoice number .* is missing; ask/,
    ],
    ['an empty number', ['<cbc:ID>PL-2026-1101</cbc:ID>', '<cbc:ID> </cbc:ID>'], /BR-02/],
    [
      'two numbers',
      ['<cbc:ID>PL-2026-1101</cbc:ID>', '<cbc:ID>A</cbc:ID><cbc:ID>B</cbc:ID>'],
      /Invoice\/cbc:ID\[2\]: is there more than once/,
    ],
    ['a missing date', [/<cbc:IssueDate>.*/, ''], /BR-03/],
    ['a date that is none', ['2026-11-16', '2026-02-30'], /Invoice\/cbc:IssueDate: "2026-02-30" is no date/],
    ['a missing currency', [/<cbc:DocumentCurrencyCode>.*/, ''], /BR-05/],
    ['a currency that is none', ['>EUR<', '>euro<'], /cbc:DocumentCurrencyCode: "euro" is no currency/],
    ['a missing total', [/<cbc:PayableAmount.*/, ''], /BR-15: the amount due/],
    [
      'a missing line net',
      ['<cbc:LineExtensionAmount currencyID="EUR">640.00</cbc:LineExtensionAmount>', ''],
      /Invoice\/cac:InvoiceLine\[2\]: BR-24/,
    ],
    [
      'an amount that is none',
      ['>640.00<', '>640,00<'],
      /Invoice\/cac:InvoiceLine\[2\]\/cbc:LineExtensionAmount: "640,00" is no decimal/,
    ],
    ['an exponent', ['>640.00<', '>6.4e2<'], /is no decimal number/],
    [
      'an amount in another currency',
      ['<cbc:LineExtensionAmount currencyID="EUR">640.00', '<cbc:LineExtensionAmount currencyID="USD">640.00'],
      /InvoiceLine\[2\]\/cbc:LineExtensionAmount: PEPPOL-EN16931-R051/,
    ],
    [
      'a base quantity of zero',
      ['</cbc:PriceAmount>', '</cbc:PriceAmount><cbc:BaseQuantity>0</cbc:BaseQuantity>'],
      /BaseQuantity: is 0/,
    ],
    [
      'two VAT categories of a line',
      ['<cac:ClassifiedTaxCategory>', '<cac:ClassifiedTaxCategory/><cac:ClassifiedTaxCategory>'],
      /second VAT category/,
    ],
    ['a text without end', ['Laser toner, black', 'x'.repeat(20_001)], /more than 20000 characters/],
    [
      'a line count that is none',
      ['<cbc:BuyerReference>', '<cbc:LineCountNumeric>1.5</cbc:LineCountNumeric><cbc:BuyerReference>'],
      /1.5 is no count/,
    ],
  ])('%s', (_, change, message) => {
    const text = edited(clean, change);
    expect(() => parsed(text)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', message: expect.stringMatching(message) }),
    );
  });

  it('a second VAT total in the document currency', () => {
    const text = edited(clean, [
      '<cac:TaxTotal>',
      '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">1</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>',
    ]);
    expect(() => parsed(text)).toThrow(/TaxTotal\[2\]: BR-CO-15/);
    expect(documentFindings(readUbl(bytes(text))).map(({ code }) => code)).toContain('BR-CO-15');
  });

  it('more payment means than the limit', () => {
    const text = edited(clean, ['</Invoice>', `${'<cac:PaymentMeans/>'.repeat(100)}</Invoice>`]);
    expect(() => parsed(text)).toThrow(/Invoice\/cac:PaymentMeans: is there 101 times, the limit is 100/);
  });

  it('more lines than the limit', () => {
    const [line = ''] = /<cac:InvoiceLine>[\s\S]*?<\/cac:InvoiceLine>/.exec(clean) ?? [];
    expect(() => parsed(edited(clean, ['</Invoice>', `${line.repeat(5001)}</Invoice>`]))).toThrow(/the limit is 5000/);
  });
});

describe('parseUbl reads', () => {
  it('amounts in every lexical form of a decimal', () => {
    const text = edited(clean, ['>640.00<', '> +640.0 <'], ['>740.00<', '>0740.<'], ['>64.00<', '>+064<']);
    expect(parsed(text).lines).toMatchObject([{ net: '740' }, { net: '640', price: '64' }]);
  });

  it('BT-111 apart from BT-110, wherever it stands', () => {
    const foreign = sampleXml('14-foreign-currency');
    const second = /<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">.*\n/.exec(foreign)?.[0] ?? '';
    const swapped = edited(foreign, [second, ''], ['<cac:TaxTotal>', `${second}<cac:TaxTotal>`]);
    for (const text of [foreign, swapped])
      expect(parsed(text).totals).toMatchObject({ tax: '880', taxInTaxCurrency: '812.33' });
    expect(parsed(swapped)).toEqual(parsed(foreign));
  });

  it('category O without a percent', () => {
    const text = clean
      .replaceAll('<cbc:ID>S</cbc:ID>', '<cbc:ID>O</cbc:ID>')
      .replaceAll('<cbc:Percent>20</cbc:Percent>', '');
    expect(parsed(text).lines[0]?.vat).toEqual({ category: 'O' });
  });

  it('prepaid and rounding amounts', () => {
    const text = edited(clean, [
      '<cbc:PayableAmount',
      '<cbc:PrepaidAmount currencyID="EUR">500.00</cbc:PrepaidAmount><cbc:PayableRoundingAmount currencyID="EUR">-0.02</cbc:PayableRoundingAmount><cbc:PayableAmount',
    ]);
    expect(parsed(text).totals).toMatchObject({ prepaid: '500', rounding: '-0.02' });
  });

  it('every account as written: spaces, accounts that are no IBAN, several payment means', () => {
    const means =
      '<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>021000021-000123456789</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>';
    const text = edited(clean, ['<cac:PaymentTerms>', `${means}<cac:PaymentTerms>`]);
    expect(parsed(text).payment.map(({ account }) => account)).toEqual([
      'FR76 3000 4008 2800 0102 0487 192',
      '021000021-000123456789',
    ]);
  });

  it('an attachment of megabytes without keeping it', () => {
    const content = 'QUJD'.repeat(1_500_000);
    const text = edited(clean, [
      '<cac:AccountingSupplierParty>',
      `<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject>${content}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>`,
    ]);
    expect(parsed(text).attachments).toEqual([{ id: 'A', embedded: true }]);
  });

  it('the net price only, never discount and gross price', () => {
    const text = edited(clean, [
      '>64.00</cbc:PriceAmount>',
      '>64.00</cbc:PriceAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">6.00</cbc:Amount><cbc:BaseAmount currencyID="EUR">70.00</cbc:BaseAmount></cac:AllowanceCharge>',
    ]);
    expect(parsed(text).lines[1]).toMatchObject({ price: '64', allowancesCharges: [] });
  });

  it("a credit note's own element names", () => {
    expect(parsed(sampleXml('15-credit-note'))).toMatchObject({
      kind: 'credit-note',
      typeCode: '381',
      preceding: [{ number: 'PL-2026-1042', issueDate: '2026-10-21' }],
      lines: [{ quantity: '3', unit: 'C62', net: '192' }],
    });
  });

  it('elements in another order as the same invoice', () => {
    const order = '<cac:OrderReference><cbc:ID>PO-2026-0001</cbc:ID></cac:OrderReference>';
    const text = edited(clean, [order, ''], ['</Invoice>', `${order}</Invoice>`]);
    expect(parsed(text)).toEqual(parsed(clean));
  });

  it('no creditor identifier (BT-90) as an identifier of the seller', () => {
    const text = edited(clean, [
      '<cac:PartyName>',
      '<cac:PartyIdentification><cbc:ID schemeID="SEPA">FR12ZZZ123456</cbc:ID></cac:PartyIdentification><cac:PartyName>',
    ]);
    expect(parsed(text).seller.identifiers).toEqual([{ scheme: '0088', id: '3020412340010' }]);
  });
});
