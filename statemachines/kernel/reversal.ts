import { z } from 'zod';
import { act, duty } from './authority/duties.ts';
import { measure } from './authority/measure.ts';
import { decimalText } from './decimal.ts';
import { caseId, caseIdOf, sha256Hex } from './ids.ts';
import { currencyCode, money } from './money.ts';

/** Slug of the workflow whose cases reverse effects of others. */
export const REVERSAL_SLUG = 'effect-reversal';
/** Of the reason why an effect is reversed: it goes to the ERP, too. */
export const MOST_REVERSAL_REASON = 300;

const text = z.string().min(1);
const names = z.array(text).min(1);

/**
 * What somebody asks to be reversed, as the ledger knows it: the document of a reversal's case. Nothing in it was said by
 * whoever asks but the reason.
 */
export const reversalRequest = z.strictObject({
  schema: z.literal(1),
  /** From 1: how often the reversal of this effect was asked for. */
  serial: z.int().positive(),
  reverses: z.strictObject({
    caseId,
    workflow: text,
    /** The idempotency key that it was posted under. */
    key: text,
    command: text,
    /** What its command declares to be undone by. */
    compensation: text,
    digest: sha256Hex,
    /** As it was confirmed. */
    document: z.strictObject({
      ...{ id: text, number: text, currency: currencyCode },
      ...{ net: decimalText, tax: decimalText, gross: decimalText, payable: decimalText },
    }),
  }),
  /** Code, and id in the ERP. */
  company: z.strictObject({ code: text, id: text }),
  /** Of the effect, as it was decided. */
  exposure: money,
  measure: measure.pick({ exposures: true, group: true }),
  reason: z.string().trim().min(1).max(MOST_REVERSAL_REASON),
  /** Verified; `names` also of those in whose place. */
  requestedBy: z.strictObject({ subject: text, names }),
  /** Who countersigned the effect, and as what. */
  countersignedBy: z.array(z.strictObject({ duty, names })),
  /** What else people did by then: who asked for an earlier reversal of it, and who had another hand in the effect. */
  acts: z.array(act).optional(),
});
export type ReversalRequest = z.infer<typeof reversalRequest>;

/** The key under which the ERP, too, lets one reversal of an effect be posted. */
export const reversalKeyOf = (key: string) => `${key}/reversed`;

/** What identifies a reversal: another request for the same effect is another case. */
export const reversalKey = ({
  serial,
  reverses,
}: Pick<ReversalRequest, 'serial'> & { reverses: { caseId: string; key: string } }) =>
  [reverses.caseId, reverses.key, String(serial)] as const;

export const reversalCaseId = (of: Parameters<typeof reversalKey>[0]) => caseIdOf(REVERSAL_SLUG, reversalKey(of));
