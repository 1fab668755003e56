import { z } from 'zod';
import { Decimal, decimalText } from '../kernel/decimal.ts';
import { parseJsonDocument } from '../kernel/json-document.ts';
import { currencyCode } from '../kernel/money.ts';
import { visibleText } from '../kernel/visible-text.ts';
import { LINE_CATEGORIES } from './categories.ts';

const text = visibleText;
const code = text(100);
/** Systems of record know no year 0. */
const day = z.iso.date().refine((date) => date >= '0001-01-01', 'is of no year');
const MOST_DAYS = 50;
/** Of a requisition, at most 12 digits before the point. */
const amount = (places: number) =>
  decimalText
    .refine((value) => !value.startsWith('-'), 'must not be negative')
    .refine((value) => new Decimal(value).lessThan('1000000000000'), 'is too large')
    .refine((value) => new Decimal(value).decimalPlaces() <= places, `has more than ${places} decimals`);
const positive = (places: number) =>
  amount(places).refine((value) => new Decimal(value).greaterThan(0), 'must be more than zero');

const line = z
  .strictObject({
    id: text(30),
    category: z.enum(LINE_CATEGORIES),
    description: text(500),
    product: code.optional(),
    account: code.optional(),
    quantity: positive(6),
    unit: text(30).optional(),
    unitPrice: positive(4).describe('Net, for one unit.'),
    taxCode: code.optional(),
    wantedBy: day,
  })
  .refine(({ product, account }) => product === undefined || account === undefined, {
    path: ['account'],
    message: 'a line is booked by its product or by an account, not by both',
  });

const quote = z.strictObject({
  vendor: code,
  reference: text(100),
  date: day,
  validUntil: day.optional(),
  net: positive(4).describe('Of the whole requisition, in its currency.'),
});

/** What somebody wants to have ordered. Codes are those of the ERP, people those of the register. */
export const requisition = z
  .strictObject({
    schema: z.literal(1),
    id: text(100).describe('Of the requisition, in the system that sends it; the subject of its events.'),
    company: code,
    requester: text(100).describe('Who asks, as our register of people calls them: they approve nothing of it.'),
    receiver: text(100).optional().describe('Who will take the goods in, likewise.'),
    costCentre: code,
    currency: currencyCode,
    vendor: z.strictObject({ code }).optional(),
    reason: text(2_000),
    lines: z.array(line).min(1).max(200),
    quotes: z.array(quote).max(20).default([]),
    personalData: z.boolean().optional().describe('Whether a line processes personal data.'),
    contractTerms: text(5_000).optional().describe('What the vendor wants to be agreed besides the lines.'),
  })
  .refine(({ lines }) => new Set(lines.map(({ id }) => id)).size === lines.length, {
    path: ['lines'],
    message: 'two lines have one id',
  })
  .refine(({ lines }) => new Set(lines.map(({ wantedBy }) => wantedBy)).size <= MOST_DAYS, {
    path: ['lines'],
    message: `are wanted on more than ${MOST_DAYS} different days`,
  });
export type Requisition = z.infer<typeof requisition>;
export type RequisitionLine = Requisition['lines'][number];

/** @throws CountersignError InvalidInput with the reasons and the places, and no value */
export const parseRequisition = (raw: Uint8Array): Requisition => parseJsonDocument(requisition, raw);
