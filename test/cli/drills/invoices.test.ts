import { expect, it } from 'vitest';
import { spareInvoices } from '../../../cli/drills/invoices.ts';
import { identifyInvoice } from '../../../statemachines/invoice-processing/identify.ts';
import { parseUbl } from '../../../statemachines/invoice-processing/ubl/parse.ts';

it('every spare invoice adds up, has a number and an order of its own, and says nothing to the model', () => {
  for (const start of [0, 0.5, 0.99]) {
    const texts = spareInvoices('RUN', 7, 3, () => start).map((raw) => Buffer.from(raw).toString('utf8'));
    const orders = texts.map((text) => /PO-2026-\d{4}/.exec(text)?.[0]);
    expect(new Set(orders).size).toBe(7);
    expect(orders.every((order) => order !== undefined && order >= 'PO-2026-0101' && order <= 'PO-2026-0111')).toBe(
      true,
    );
    for (const [index, text] of texts.entries()) {
      expect(text).not.toContain('cbc:Note>');
      expect(identifyInvoice(parseUbl(Buffer.from(text))).businessKey).toContain(`RUN-${index + 1}`);
      const cents = (of: string) => Math.round(Number(new RegExp(`<cbc:${of}[^>]*>([^<]+)<`).exec(text)?.[1]) * 100);
      expect(cents('LineExtensionAmount')).toBe(cents('InvoicedQuantity') * 18.5);
      expect(cents('TaxInclusiveAmount')).toBe(cents('LineExtensionAmount') + cents('TaxAmount'));
      expect(cents('TaxAmount')).toBe(cents('LineExtensionAmount') / 5);
    }
  }
});
