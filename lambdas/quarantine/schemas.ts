import { z } from 'zod';
import { caseId, sha256Hex } from '../../statemachines/kernel/ids.ts';
import { faultByPath } from '../../statemachines/kernel/quarantine.ts';

const origin = {
  sender: z.string().describe('Source of the bus event, pinned to its producer.'),
  type: z.string(),
  eventId: z.string(),
};
const seen = { firstSeen: z.string(), count: z.int(), ageSeconds: z.int() };
const digest = sha256Hex.describe('Of the event as it would be readmitted now.');

const standing = z.strictObject({
  ...{ caseId, digest, state: z.enum(['waiting', 'readmitted', 'admitted', 'discarded']) },
  admitted: z
    .strictObject({ answer: z.string(), caseId: z.string().optional() })
    .optional()
    .describe('What Intake answered, and the case that the event became.'),
});
export type Standing = z.infer<typeof standing>;

export const listed = z.strictObject({
  quarantined: z.array(z.strictObject({ caseId, ...origin, ...seen, reason: z.string() })),
  next: z.string().optional().describe('For the next page; none at the end.'),
});
export type Listed = z.infer<typeof listed>;

export const shown = z.strictObject({
  ...standing.shape,
  ...{ ...origin, time: z.string(), ...seen, lastSeen: z.string() },
  faults: z.array(faultByPath),
  event: z.unknown().describe('As it would be readmitted now: the bus event around its CloudEvent.'),
  original: z.unknown().optional().describe('As it came, where it has been repaired.'),
  history: z.array(
    z.strictObject({ stage: z.string(), by: z.string(), at: z.string(), reason: z.string().optional() }),
  ),
});
export type Shown = z.infer<typeof shown>;

export const written = z.strictObject({
  ...standing.shape,
  entry: z.strictObject({ seq: z.int(), stage: z.string(), at: z.string(), hash: sha256Hex }),
});

const decision = { digest, reason: z.string().trim().min(1).max(1000) };
export const bodies = {
  repair: z.strictObject({
    ...decision,
    event: z.record(z.string(), z.unknown()).describe('The whole CloudEvent, as it should have come.'),
  }),
  readmit: z.strictObject(decision),
  discard: z.strictObject(decision),
} as const;
