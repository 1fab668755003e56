import { describe, expect, it } from 'vitest';
import { proposeInvoice } from '../../../statemachines/invoice-processing/proposal.ts';
import { type Changes, creditCase, earlier, invoiceCase, vendor } from './fixtures.ts';

const measureOf = (changes: Changes = {}) => proposeInvoice(invoiceCase(changes), [])?.measure;
const OTHER = 'invoice-processing-0123456789abcdef0123456789abcdef';
const open = {
  ...{ caseId: OTHER, company: '1', vendor: '7', number: 'X', class: 'debit' },
  ...{ amount: '100', currency: 'EUR', date: '2026-11-20' },
};

describe('the group of legal entities that an invoice counts with', () => {
  it('never is another one for another vendor of it', () => {
    const groups = [
      ['7', ['8', '10']],
      ['8', ['10', '7']],
      ['10', ['7', '8']],
    ] as const;
    const names = groups.map(([id, group]) => {
      const versions = [{ kind: 'vendor', id, version: 'v' }, ...invoiceCase().facts.versions.slice(1)];
      const others = { orders: [], invoices: [], versions, vendors: [{ ...vendor, id, group: [...group] }] };
      return measureOf({ document: { order: undefined }, facts: others })?.group;
    });
    expect(names).toEqual(Array(3).fill('vendor 7'));
  });

  it('stays the same when another vendor joins it: what was committed in its name still counts', () => {
    const named = (id: string, group: string[]) => {
      const versions = [{ kind: 'vendor', id, version: 'v' }, ...invoiceCase().facts.versions.slice(1)];
      const others = { orders: [], invoices: [], versions, vendors: [{ ...vendor, id, group }] };
      return measureOf({ document: { order: undefined }, facts: others })?.group;
    };
    expect(named('99', [])).toBe('vendor 99');
    expect([named('99', ['100']), named('100', ['99'])]).toEqual(['vendor 99', 'vendor 99']);
  });

  it('is the vendor’s own where it belongs to none', () => {
    expect(measureOf()).toMatchObject({ group: 'vendor 7', adds: true });
  });

  it('is not made larger by a credit', () => {
    expect(proposeInvoice(creditCase(), [])?.measure).toMatchObject({ group: 'vendor 7', adds: false });
  });
});

describe('others of the group', () => {
  it('are named by their case where the ERP or their own facets tell', () => {
    const facts = { invoices: [earlier, { ...earlier, id: '56', caseId: OTHER }], inFlight: [] };
    expect(measureOf({ facts })?.earlier.map(({ caseId }) => caseId)).toEqual([undefined, OTHER]);
    expect(measureOf({ facts: { invoices: [], inFlight: [open] } })?.earlier).toMatchObject([{ caseId: OTHER }]);
  });
});
