import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceWithdrawn } from '../../../statemachines/invoice-processing/contract.ts';
import { identifyInvoice } from '../../../statemachines/invoice-processing/identify.ts';
import { identifyWithdrawal } from '../../../statemachines/invoice-processing/withdrawal.ts';
import { sampleInvoice } from './sample-invoice.ts';

const DATA = { buyer: 'DE1', seller: 'FR2', kind: 'invoice', number: 'A1', year: '2026', reason: 'by mistake' };

describe('a withdrawal is no event of ours', () => {
  it.each([
    ['without a reason', { reason: ' ' }],
    ['of another kind', { kind: 'order' }],
    ['with two digits of the year', { year: '26' }],
    ['without a seller', { seller: '' }],
    ['with more than it needs', { gross: '1.00' }],
  ])('%s', (_, change) => {
    expect(invoiceWithdrawn.schema.safeParse({ ...DATA, ...change }).success).toBe(false);
  });
});

const spaced = (text: string) => fc.constantFrom(text, text.toLowerCase(), ` ${text} `, text.split('').join(' '));

it('names the case of the invoice, however its parties are written', () => {
  const { businessKey } = identifyInvoice(sampleInvoice());
  const [buyer = '', seller = '', kind, number = '', year] = businessKey;
  const written = fc.record({
    buyer: spaced(buyer),
    seller: spaced(seller),
    number: fc.constantFrom(number, ` ${number.toLowerCase()} `),
  });
  fc.assert(
    fc.property(written, (said) => {
      const data = invoiceWithdrawn.schema.parse({ ...said, kind, year, reason: 'by mistake' });
      expect(identifyWithdrawal(data).businessKey).toEqual(businessKey);
    }),
  );
});

it.each(['seller', 'number', 'year', 'kind'] as const)('names another case by another %s', (part) => {
  const other = { seller: 'FR3', number: 'A2', year: '2025', kind: 'credit-note' }[part];
  expect(identifyWithdrawal({ ...DATA, [part]: other }).businessKey).not.toEqual(identifyWithdrawal(DATA).businessKey);
});
