import { describe, expect, it } from 'vitest';
import { effectReversal } from '../../../statemachines/effect-reversal/workflow.ts';
import { findingsOf, reversalCase } from './reversal-cases.ts';

const codes = (of: Parameters<typeof reversalCase>[0]) =>
  findingsOf(reversalCase(of)).map(({ code, disposition }) => [code, disposition]);

describe('parked, for a person to look or to do it by hand', () => {
  it.each([
    ['no document', { document: undefined }, ['DOCUMENT-NOT-FOUND']],
    ['another key', { document: { key: 'somebody-else/1' } }, ['DOCUMENT-NOT-OURS']],
    ['no key at all', { document: { key: undefined } }, ['DOCUMENT-NOT-OURS']],
    ['another case', { document: { caseId: `invoice-processing-${'0'.repeat(32)}` } }, ['DOCUMENT-NOT-OURS']],
    ['another number', { document: { number: 'SINV-1' } }, ['DOCUMENT-NOT-OURS']],
    ['no company', { facts: { company: undefined } }, ['COMPANY-DIFFERS']],
    [
      'another company of the same id',
      { facts: { company: { id: '1', code: 'MSL', name: 'Other', currency: 'EUR' } } },
      ['COMPANY-DIFFERS'],
    ],
    ['a cancelled document', { document: { cancelled: true, payable: '0' } }, ['ALREADY-CANCELLED']],
    [
      'a credited document',
      { document: { creditedBy: [{ id: '9', number: 'CN-9' }], payable: '0' } },
      ['ALREADY-CREDITED'],
    ],
    ['another net', { document: { net: '1900.01' } }, ['AMOUNTS-DIFFER']],
    ['another tax', { document: { tax: '0' } }, ['AMOUNTS-DIFFER']],
    ['another gross', { document: { gross: '2280.01' } }, ['AMOUNTS-DIFFER']],
    ['another currency', { document: { currency: 'GBP' } }, ['AMOUNTS-DIFFER']],
    ['a part that is paid', { document: { payable: '2279.99' } }, ['PAID']],
    ['all of it paid', { document: { payable: '0', state: 'paid' } }, ['PAID']],
    ['advances', { document: { advancesApplied: true } }, ['ADVANCES-APPLIED']],
    ['no open period', { document: { date: '2027-01-01' } }, ['PERIOD-NONE-OPEN']],
  ])('%s', (_, of, expected) => expect(codes(of)).toEqual(expected.map((code) => [code, 'park'])));

  it('a command that is undone by something else', () => {
    const { document } = reversalCase();
    const reverses = { ...document.reverses, compensation: 'call-somebody' };
    expect(codes({ asked: { reverses } })).toEqual([['COMPENSATION-UNKNOWN', 'park']]);
  });
});

it('a person may do by hand what stands in the way of a credit, and nothing that is not certain', () => {
  const { reverses } = reversalCase().document;
  const ofThese = [
    { document: { cancelled: true, payable: '0' } },
    { document: { creditedBy: [{ id: '9', number: 'CN-9' }], payable: '0' } },
    { document: { payable: '0' } },
    { document: { advancesApplied: true } },
    { asked: { reverses: { ...reverses, compensation: 'call-somebody' } } },
  ];
  expect(effectReversal.byHand?.toSorted()).toEqual(ofThese.flatMap((of) => codes(of).map(([code]) => code)).sort());
});

describe('nothing keeps it', () => {
  it('where the ERP says what was confirmed, however it writes the amounts', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ document: { net: '1900.00', gross: '2280.0', payable: '2280.00', caseId: undefined } })).toEqual([]);
  });

  it('where a payment is blocked: nobody has paid it', () => {
    expect(codes({ document: { paymentBlocked: true } })).toEqual([]);
  });

  it('but a warning, where its period is closed and a later one is open', () => {
    expect(codes({ document: { date: '2026-10-15' } })).toEqual([['PERIOD-CLOSED', undefined]]);
  });
});
