import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicate } from '../../../../statemachines/invoice-processing/controls/duplicate.ts';
import { normaliseNumber, sameNumber } from '../../../../statemachines/invoice-processing/matching/normalise.ts';
import { likeness, type Sighting } from '../../../../statemachines/invoice-processing/matching/same-invoice.ts';
import { codesOf, creditCase, earlier, invoiceCase } from '../fixtures.ts';

const booked = (changes: Record<string, unknown>) =>
  invoiceCase({ facts: { invoices: [{ ...earlier, reference: 'PL-2026-2001', ...changes }] } });
const openCase = {
  ...{ caseId: 'invoice-processing-other', company: '1', vendor: '7', number: 'PL-2026-2001', class: 'debit' },
  ...{ amount: '222', currency: 'EUR', date: '2026-11-20', order: 'PO-2026-0001' },
};
const inFlight = (changes: Record<string, unknown>) =>
  invoiceCase({ facts: { inFlight: [{ ...openCase, ...changes }] } });

describe('duplicate', () => {
  it.each(['PL-2026-2001', 'pl 2026/2001', 'PL20262001', 'PL-2026-02001', 'PL.2026.2001 '])(
    'rejects %s, which is booked, whatever its amount',
    (reference) => {
      expect(duplicate.find(booked({ reference }))).toMatchObject([{ code: 'DUPLICATE', disposition: 'reject' }]);
    },
  );

  it('T13: another vendor or company may use the same number', () => {
    expect(codesOf(duplicate, booked({ vendor: '8' }))).toEqual([]);
    expect(codesOf(duplicate, booked({ company: '2' }))).toEqual([]);
    expect(codesOf(duplicate, inFlight({ vendor: '8' }))).toEqual([]);
  });

  it('reviews the same number in another year', () => {
    expect(duplicate.find(booked({ date: '2025-11-20' }))).toMatchObject([
      { code: 'DUPLICATE-OTHER-YEAR', disposition: 'review' },
    ]);
  });

  it('parks what somebody has entered as a draft', () => {
    expect(codesOf(duplicate, booked({ posted: false, number: undefined }))).toEqual(['DUPLICATE-DRAFT']);
    expect(codesOf(duplicate, booked({ posted: false, date: undefined }))).toEqual(['DUPLICATE-DRAFT']);
  });

  it('T11: parks what this very case has booked already, and does not refuse it to the vendor', () => {
    expect(duplicate.find(booked({ caseId: invoiceCase().caseId }))).toMatchObject([
      { code: 'ALREADY-BOOKED', disposition: 'park' },
    ]);
    expect(codesOf(duplicate, booked({ caseId: 'invoice-processing-other' }))).toEqual(['DUPLICATE']);
  });

  it('lets a credit have the number of an invoice', () => {
    expect(codesOf(duplicate, creditCase({ document: { number: 'PL-2026-1042' } }))).toEqual([]);
  });

  it('reviews the same amount close by, but not far away nor for other orders', () => {
    const alike = { reference: 'X-1', gross: '222', date: '2026-11-12', lines: [] };
    expect(codesOf(duplicate, booked(alike))).toEqual(['DUPLICATE-SUSPECTED']);
    expect(codesOf(duplicate, booked({ ...alike, date: '2026-11-01' }))).toEqual([]);
    expect(codesOf(duplicate, booked({ ...alike, currency: 'USD' }))).toEqual([]);
    const elsewhere = [{ orderLine: '99', quantity: '1', net: '185', vatCodes: [] }];
    expect(codesOf(duplicate, booked({ ...alike, lines: elsewhere }))).toEqual([]);
    const here = [{ orderLine: '31', quantity: '1', net: '185', vatCodes: [] }];
    expect(codesOf(duplicate, booked({ ...alike, lines: here }))).toEqual(['DUPLICATE-SUSPECTED']);
  });

  it('reviews look-alikes among the cases in flight, but not itself', () => {
    expect(codesOf(duplicate, inFlight({}))).toEqual(['DUPLICATE-IN-FLIGHT']);
    expect(codesOf(duplicate, inFlight({ number: 'Z-9' }))).toEqual(['DUPLICATE-IN-FLIGHT']);
    expect(codesOf(duplicate, inFlight({ number: 'Z-9', order: 'PO-2026-0002' }))).toEqual([]);
    expect(codesOf(duplicate, inFlight({ caseId: invoiceCase().caseId }))).toEqual([]);
  });
});

const digits = fc.stringMatching(/^[0-9]{1,6}$/);
const number = fc
  .array(fc.oneof(digits, fc.constantFrom('FA', 'pl', '-', '/', ' ', '.', 'Ä', '０')), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));
const sighting: fc.Arbitrary<Sighting> = fc.record({
  number,
  class: fc.constantFrom('debit' as const, 'credit' as const),
  amount: fc.constantFrom('10', '10.00', '-3'),
  currency: fc.constantFrom('EUR', 'USD'),
  date: fc.constantFrom('2026-01-01', '2026-01-05', '2025-12-30', undefined),
  orders: fc.subarray(['A', 'B']),
});

describe('laws of likeness', () => {
  it('normalising a number twice changes nothing', () => {
    fc.assert(
      fc.property(number, (text) => {
        expect(normaliseNumber(normaliseNumber(text))).toBe(normaliseNumber(text));
      }),
    );
  });

  it('case, spaces, punctuation and zeros in front do not make another number', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z]{1,3}[1-9][0-9]{0,6}$/),
        fc.constantFrom(' ', '-', '/', '.'),
        (text, mark) => {
          const written = text.toLowerCase().replace(/^([a-z]+)/, `$1${mark}00`);
          expect(sameNumber(text, written)).toBe(true);
        },
      ),
    );
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(sighting, sighting, (one, other) => {
        expect(likeness(one, other)).toBe(likeness(other, one));
      }),
    );
  });

  it('other digits are another number', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), (one, other) => {
        fc.pre(one !== other);
        expect(sameNumber(`FA-${one}`, `FA-${other}`)).toBe(false);
      }),
    );
  });
});
