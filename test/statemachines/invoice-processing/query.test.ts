import { describe, expect, it } from 'vitest';
import { invoiceFacets } from '../../../statemachines/invoice-processing/facts.ts';
import { openCase } from '../../../statemachines/invoice-processing/open-case.ts';
import { invoiceQuery } from '../../../statemachines/invoice-processing/query.ts';
import { canonicalJson } from '../../../statemachines/kernel/ids.ts';
import { cleanFacts, cleanInvoice } from './fixtures.ts';

describe('what is asked', () => {
  it('never asks for an endpoint, a name, or an identifier without scheme', () => {
    const seller = { name: 'Somebody', identifiers: [{ id: '1' }], endpoint: { scheme: '0002', id: '2' } };
    expect(invoiceQuery(cleanInvoice({ seller }))).toMatchObject({ vendorIdentifiers: [] });
    expect(canonicalJson(invoiceQuery(cleanInvoice({ seller })))).not.toMatch(/Somebody|"2"/);
  });

  it('asks for everything that the document refers to, and for this number itself whatever its date', () => {
    expect(invoiceQuery(cleanInvoice({ preceding: [{ number: 'PL-1' }] }))).toEqual({
      companyVat: 'FR41823456710',
      companyIdentifiers: [{ scheme: '0002', id: '823456710' }],
      vendorVat: 'FR58512340985',
      vendorIdentifiers: [
        { scheme: '0002', id: '512340985' },
        { scheme: '0088', id: '3020412340010' },
      ],
      orderNumbers: ['PO-2026-0001'],
      creditedReferences: ['PL-2026-2001', 'PL-1'],
      fromDate: '2025-11-20',
    });
  });

  it('looks twelve months back, also from a leap day', () => {
    expect(invoiceQuery(cleanInvoice({ issueDate: '2028-02-29' }))).toMatchObject({ fromDate: '2027-02-28' });
  });
});

describe('how other cases recognise this one', () => {
  it('not at all while it is unresolved', () => {
    expect(invoiceFacets(cleanInvoice(), cleanFacts({ vendors: [] }))).toEqual({});
  });

  it('by facets that are an open case', () => {
    const facets = invoiceFacets(cleanInvoice(), cleanFacts());
    expect(openCase.parse({ ...facets, caseId: 'x' })).toMatchObject({
      vendor: '7',
      number: 'PL-2026-2001',
      amount: '222',
    });
  });
});
