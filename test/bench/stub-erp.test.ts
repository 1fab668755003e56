import { describe, expect, it } from 'vitest';
import { benchInvoices } from '../../bench/invoices.ts';
import { ownCpu } from '../../bench/own-cpu.ts';
import { StubRefusal, stubErp } from '../../bench/stub-erp.ts';

const document = {
  reference: 'X-1',
  currency: 'EUR',
  expected: { untaxed: '1.00', tax: '0.20', total: '1.20' },
};

describe('the stub ERP', () => {
  it('refuses what it does not know', () => {
    expect(() => stubErp().answer('drop_everything', [])).toThrow(StubRefusal);
  });

  it('refuses a key that was used for another document', () => {
    const erp = stubErp();
    erp.answer('post_invoice', ['key', 'digest', document]);
    expect(() => erp.answer('post_invoice', ['key', 'other', document])).toThrow(
      expect.objectContaining({ code: 'IDEMPOTENCY_KEY_REUSED' }),
    );
  });

  it('refuses a second document with the same number', () => {
    const erp = stubErp();
    erp.answer('post_invoice', ['key', 'digest', document]);
    expect(() => erp.answer('post_invoice', ['another', 'digest', document])).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_SUPPLIER_REFERENCE' }),
    );
  });

  it('answers a repeat with what was posted, and posts nothing', async () => {
    const erp = stubErp();
    const first = erp.answer('post_invoice', ['key', 'digest', document]);
    expect(erp.answer('post_invoice', ['key', 'digest', document])).toEqual({ ...(first as object), replayed: true });
    expect(erp.documents()).toBe(1);
    await erp.posted('X-1');
  });
});

describe('the invoices of the bench', () => {
  it.each([0, -1, 1.5, 1_001])('are none at %s', (nth) => {
    expect(() => benchInvoices('T', nth, 1)).toThrow(RangeError);
  });

  it('all take the straight way: first, last and some between', async () => {
    const invoices = [...benchInvoices('T', 1, 12), ...benchInvoices('T', 999, 2)];
    const { total } = await ownCpu([], invoices);
    expect(total).toBeGreaterThan(0);
  });
});
