import { z } from 'zod';
import { Decimal, decimalText } from '../kernel/decimal.ts';
import { parseJsonDocument } from '../kernel/json-document.ts';
import { currencyCode, minorDigits } from '../kernel/money.ts';
import { visibleText } from '../kernel/visible-text.ts';
import { REASONS } from './classify.ts';

/** What people write has lines; what else is invisible in it is taken out before anybody is shown it. */
const WRITTEN = /^(?:[^\p{Cc}]|[\n\r\t])*$/u;
const text = visibleText;
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$/, 'letters, digits and . _ : - only');
/** Years that a day before and after still fits into as a date of four digits, and no typing error of centuries. */
const YEARS = /^(?:19[7-9]|20\d)\d-/;
/** Any offset comes in; UTC stays. */
const moment = z.iso
  .datetime({ offset: true })
  .regex(YEARS, 'is not between 1970 and 2099')
  .transform((at) => new Date(at).toISOString());
const window = { from: moment, until: moment };
const inOrder = ({ from, until }: { readonly from: string; readonly until: string }) => from < until;
const BACKWARDS = { path: ['until'], message: 'is not after from' };

const message = z.strictObject({
  id: key.describe('What a summary cites.'),
  role: z.enum(['customer', 'agent', 'system']),
  by: text(100).optional().describe('The name of whoever wrote it; no model is shown it.'),
  at: moment,
  text: z.string().min(1).max(8_000).regex(WRITTEN, 'has control characters'),
});
export type Message = z.infer<typeof message>;

/** What the support platform asks to be credited, with all that it knows of the case. */
export const claim = z
  .strictObject({
    schema: z.literal(1),
    id: key.describe('Of the claim on the support platform; the subject of the event.'),
    company: text(60).describe('Code of our company.'),
    customer: text(100).describe('Code of the customer.'),
    agent: text(100).describe(
      'Who asks for it: a subject of the register of people, or `support:<login>`. They approve none of it.',
    ),
    incident: z.strictObject({ id: key, service: text(100), ...window }).refine(inOrder, BACKWARDS),
    reason: z.enum(REASONS),
    claimed: z
      .strictObject({ amount: decimalText, currency: currencyCode })
      .refine(({ amount }) => new Decimal(amount).greaterThan(0), {
        path: ['amount'],
        message: 'is not more than zero',
      })
      .refine(({ amount, currency }) => new Decimal(amount).decimalPlaces() <= minorDigits(currency), {
        path: ['amount'],
        message: 'has parts of a minor unit',
      })
      .describe('Net, as decimal text.'),
    contract: text(100).optional().describe('Code of the service contract; demanded of service levels.'),
    invoices: z
      .array(
        z.strictObject({
          number: text(100),
          lines: z
            .array(z.union([key, z.int().positive()]))
            .min(1)
            .max(200)
            .optional()
            .describe('Ids of lines, or their places from 1; all lines without.'),
        }),
      )
      .min(1)
      .max(10),
    serviceData: z
      .strictObject({
        month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month, such as 2026-10'),
        outages: z.array(z.strictObject({ incident: key, ...window }).refine(inOrder, BACKWARDS)).max(500),
      })
      .optional()
      .describe('Every outage of the service in one month, as monitoring has it.'),
    thread: z.array(message).min(1).max(200),
  })
  .refine(({ thread }) => new Set(thread.map(({ id }) => id)).size === thread.length, {
    path: ['thread'],
    message: 'has two messages of one id',
  });
export type Claim = z.infer<typeof claim>;

/** @throws CountersignError InvalidInput with the reasons and the places, and no value */
export const parseClaim = (raw: Uint8Array): Claim => parseJsonDocument(claim, raw);
