import { z } from 'zod';
import type { CloudEvent } from './envelope.ts';
import { CountersignError } from './errors.ts';
import { caseIdOf } from './ids.ts';

/** Slug of the cases that keep what came out of its order; no workflow has it. */
export const ORDER = { slug: 'order', version: '1' } as const;

/** Status under which subjects are listed whose events wait for an earlier one. */
export const HELD = 'held';

/** So far may an event be ahead of the last that was taken in, or it is not held. */
export const MOST_AHEAD = 100;

const MOST = 2 ** 31 - 1;

/**
 * The CloudEvents extension `sequence` of the type Integer: decimal from 1, with as many leading zeros as its sender
 * sorts by. We don't wrap around.
 * @see https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md
 */
export const sequence = z
  .string()
  .max(100)
  .regex(/^0*[1-9]\d{0,9}$/, 'a whole number from 1, decimal')
  .refine((text) => !(Number(text) > MOST), `at most ${MOST}`);

/** Whose events follow each other: one sender's, of one source, about one subject, of one workflow. */
export const stream = z.strictObject({
  /** EventBridge's source, pinned to its producer by the bus policy. */
  sender: z.string(),
  source: z.string(),
  workflow: z.string(),
  subject: z.string(),
});
export type Stream = z.infer<typeof stream>;

/** The case of a stream; also the key of its position. */
export function orderCaseId({ sender, source, workflow, subject }: Stream): string {
  return caseIdOf(ORDER.slug, [sender, source, workflow, subject]);
}

/** A message that asks Intake to take in what that entry of the case holds. */
export const release = z.strictObject({ release: z.strictObject({ caseId: z.string(), entry: z.string() }) });
export type Release = z.infer<typeof release>;

/**
 * The number of an event among those of its subject; none if its sender doesn't count them.
 * @throws CountersignError InvalidInput for a number that can't be followed, by path
 */
export function sequenceOf({ subject, sequence: text, sequencetype }: CloudEvent): number | undefined {
  if (text === undefined) return undefined;
  const faults = sequence.safeParse(text).error?.issues.map(({ message }) => `sequence: ${message}`) ?? [];
  if (!subject) faults.push('subject: of what the sequence counts the events');
  if (sequencetype !== undefined && sequencetype !== 'Integer')
    faults.push('sequencetype: Integer is the only one that is followed');
  if (faults.length > 0) throw new CountersignError('InvalidInput', faults.join('; '));
  return Number(text);
}
