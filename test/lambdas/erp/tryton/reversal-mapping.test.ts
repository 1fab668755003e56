import { describe, expect, it } from 'vitest';
import { ErpRefused } from '../../../../lambdas/erp/errors.ts';
import { FACTS_KINDS } from '../../../../lambdas/erp/tryton/facts-kinds.ts';
import { postedDocumentFrom, postedDocumentQuery } from '../../../../lambdas/erp/tryton/read-posted-document.ts';
import { reversalOf } from '../../../../lambdas/erp/tryton/reverse-invoice.ts';
import { postedDocumentFacts } from '../../../../statemachines/effect-reversal/facts.ts';

const CASE = `effect-reversal-${'a'.repeat(32)}`;
const ORIGINAL = `invoice-processing-${'b'.repeat(32)}`;
const payload = {
  ...{ schema: 1, caseId: CASE, company: '1', currency: 'EUR', postingDate: '2026-11-24', reason: 'billed twice' },
  reverses: { caseId: ORIGINAL, key: `${ORIGINAL}/post-invoice/1`, document: '61', number: 'BILL-1' },
  totals: { net: '-185', tax: '-37', gross: '-222', payable: '0' },
  versions: [{ kind: 'vendor-document', id: '61', version: 'v' }],
};

describe('a reversal for the ERP', () => {
  it.each([
    ['something left to pay', { totals: { ...payload.totals, payable: '-222' } }, 'nothing is left to pay'],
    ['no reason', { reason: '' }, 'reason'],
    ['an id of another ERP', { reverses: { ...payload.reverses, document: 'BILL-1' } }, '"BILL-1" is no id'],
    ['a company that is named by its code', { company: 'MFR' }, '"MFR" is no id'],
    ['a part that is not known', { iban: 'FR76' }, 'iban'],
  ])('is refused with %s, before anything is sent', (_, changes, words) => {
    expect(() => reversalOf({ ...payload, ...changes })).toThrow(ErpRefused);
    expect(() => reversalOf({ ...payload, ...changes })).toThrow(words);
  });

  it('names the document by id, key and number, and its own case where people read', () => {
    expect(reversalOf(payload)).toEqual({
      ...{ company: 1, currency: 'EUR', postingDate: '2026-11-24' },
      reverses: { document: 61, key: `${ORIGINAL}/post-invoice/1`, number: 'BILL-1' },
      description: `case ${CASE}, reverses BILL-1: billed twice`,
      expected: { untaxed: '-185', tax: '-37', total: '-222' },
      versions: [['vendor-document', 61, 'v']],
    });
  });
});

const answered = {
  company: { id: 1, code: 'MFR', name: 'Meridian France SAS', currency: 'EUR' },
  document: {
    ...{ id: 61, number: 'BILL-1', key: null, state: 'paid', description: `case ${ORIGINAL}, x`, kind: 'debit' },
    ...{ currency: 'EUR', untaxed: '185.00', tax: '37.00', total: '222.00', amountToPay: '0.00', date: '2026-11-20' },
    vendor: { id: 7, code: null, name: 'Papeterie' },
    ...{ advancesApplied: false, cancelled: false, paymentBlocked: false, creditedBy: [{ id: 62, number: 'SCN-1' }] },
    version: 'd',
  },
  periods: [
    { id: 11, start: '2026-10-01', end: '2026-10-31', state: 'close', version: 'o' },
    { id: 12, start: '2026-11-01', end: '2026-11-30', state: 'open', version: 'n' },
  ],
  acts: [{ duty: 'receipt', by: 'tom', at: null, to: 'order PO-1' }],
};

describe('facts of a posted document', () => {
  it('are refused in another shape, which says where', () => {
    const broken = { ...answered, document: { ...answered.document, id: '61' } };
    expect(() => postedDocumentFrom(broken)).toThrow(ErpRefused);
    expect(() => postedDocumentFrom(broken)).toThrow('document.id');
  });

  it('fit the schema of the workflow, without what the ERP does not know', () => {
    const facts = postedDocumentFacts.parse(FACTS_KINDS.get('posted-document')?.factsFrom(answered, []));
    expect(facts.document).toMatchObject({ id: '61', caseId: ORIGINAL, net: '185', payable: '0' });
    expect(facts.document).toMatchObject({ vendor: { id: '7' }, creditedBy: [{ id: '62', number: 'SCN-1' }] });
    expect(facts.document).not.toHaveProperty('key');
    expect(facts.document?.vendor).not.toHaveProperty('code');
    expect(facts.periods.map(({ open }) => open)).toEqual([false, true]);
    expect(facts.acts).toEqual([{ duty: 'receipt', by: 'erp:tom', to: 'order PO-1' }]);
    expect(facts.versions.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'vendor-document 61',
      'period 11',
      'period 12',
    ]);
  });

  it('are of nothing where company and document are not there', () => {
    const nothing = { company: null, document: null, periods: [], acts: [] };
    const { readAt: _, ...facts } = postedDocumentFacts.parse(postedDocumentFrom(nothing));
    expect(facts).toEqual({ schema: 1, periods: [], acts: [], versions: [] });
  });

  it.each(['V-1001', '1e3', '', '0', '-1', undefined])('ask for no document by %j', (document) => {
    expect(postedDocumentQuery({ company: 'MFR', document })).toEqual({ company: 'MFR', document: null });
    expect(postedDocumentQuery({ company: 'MFR', document: '61' })).toEqual({ company: 'MFR', document: 61 });
  });
});
