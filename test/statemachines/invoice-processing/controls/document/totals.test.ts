import { describe, expect, it } from 'vitest';
import { documentFindings } from '../../../../../statemachines/invoice-processing/controls/document/document-rules.ts';
import { blocking, draftWith, warnings } from './codes.ts';

const amount = (name: string, value: string) => `<cbc:${name} currencyID="EUR">${value}</cbc:${name}>`;
const allowance = (charge: boolean, value: string) =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator>${amount('Amount', value)}<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge>`;

describe('totals', () => {
  it.each<[string, string, string]>([
    ['BR-CO-10', amount('LineExtensionAmount', '1380.00'), amount('LineExtensionAmount', '1380.01')],
    ['BR-CO-13', amount('TaxExclusiveAmount', '1380.00'), amount('TaxExclusiveAmount', '1379.99')],
    ['BR-CO-15', amount('TaxInclusiveAmount', '1656.00'), amount('TaxInclusiveAmount', '1656.01')],
    ['BR-CO-16', amount('PayableAmount', '1656.00'), amount('PayableAmount', '1655.00')],
    ['BR-CO-14', amount('TaxAmount', '276.00'), amount('TaxAmount', '277.00')],
    [
      'BR-CO-11',
      amount('PayableAmount', '1656.00'),
      amount('AllowanceTotalAmount', '1.00') + amount('PayableAmount', '1656.00'),
    ],
    [
      'BR-CO-12',
      amount('PayableAmount', '1656.00'),
      amount('ChargeTotalAmount', '1.00') + amount('PayableAmount', '1656.00'),
    ],
    ['BR-CO-11', '<cac:TaxTotal>', `${allowance(false, '5.00')}<cac:TaxTotal>`],
    ['BR-CO-12', '<cac:TaxTotal>', `${allowance(true, '5.00')}<cac:TaxTotal>`],
    [
      'BR-CO-16',
      amount('PayableAmount', '1656.00'),
      amount('PrepaidAmount', '656.00') + amount('PayableAmount', '1656.00'),
    ],
    [
      'BR-CO-16',
      amount('PayableAmount', '1656.00'),
      amount('PayableRoundingAmount', '0.04') + amount('PayableAmount', '1656.00'),
    ],
  ])('%s when they do not add up', (code, from, to) => {
    expect(blocking(draftWith([from, to]))).toContain(code);
  });

  it('says what was expected and what is there, and sends it back', () => {
    const findings = documentFindings(
      draftWith([amount('TaxInclusiveAmount', '1656.00'), amount('TaxInclusiveAmount', '1665.00')]),
    );
    expect(findings).toContainEqual({
      control: 'document-rules',
      code: 'BR-CO-15',
      severity: 'blocking',
      disposition: 'reject',
      message: expect.stringContaining('BT-112'),
      terms: ['BT-112'],
      expected: '1656.00',
      actual: '1665',
    });
  });

  it('nothing when prepaid, rounding, allowance and charge are all counted', () => {
    const draft = draftWith(
      ['<cac:TaxTotal>', `${allowance(false, '30.00')}${allowance(true, '30.00')}<cac:TaxTotal>`],
      [
        amount('PayableAmount', '1656.00'),
        amount('AllowanceTotalAmount', '30.00') +
          amount('ChargeTotalAmount', '30.00') +
          amount('PrepaidAmount', '656.00') +
          amount('PayableRoundingAmount', '-0.02') +
          amount('PayableAmount', '999.98'),
      ],
    );
    expect(documentFindings(draft)).toEqual([]);
  });

  it('price × quantity against the line is a warning without a BR id', () => {
    const draft = draftWith(['>64.00<', '>65.00<']);
    expect(blocking(draft)).toEqual([]);
    expect(warnings(draft)).toEqual(['LINE-NET-ARITHMETIC']);
  });
});
