import { z } from 'zod';

/** Between these lines lies data; every prompt says so in the same words. */
export const SUBJECT_OPEN = '<document-data>';
export const SUBJECT_CLOSE = '</document-data>';

/** How an assessment came about; kept with every one, so that the reference model is never taken for a language model. */
export const assessmentOrigin = z.strictObject({
  modelId: z.string(),
  /** `reference` is the deterministic local model: labelled, no language model. */
  backend: z.string(),
  promptVersion: z.string(),
  promptHash: z.string(),
  schemaHash: z.string(),
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  latencyMs: z.int().nonnegative(),
});
export type AssessmentOrigin = z.infer<typeof assessmentOrigin>;

/** Why there is no assessment; the case then goes on to a person, never to a more permissive route. */
export const assessmentFailure = z.enum([
  ...(['throttled', 'timed-out', 'refused', 'cut-short', 'malformed', 'unavailable'] as const),
  /** The model was not even asked: not on the register for this use, stopped, over a cap, or its breaker is open. */
  ...(['not-registered', 'stopped', 'over-cap', 'breaker-open'] as const),
]);
export type AssessmentFailure = z.infer<typeof assessmentFailure>;

const fourDecimals = (value: number) => Math.abs(value * 1e4 - Math.round(value * 1e4)) < 1e-7;

/** How every workflow's tool asks for the confidence: as Cedar's decimal can hold it. */
export const statedConfidence = z
  .number()
  .min(0)
  .max(1)
  .refine(fourDecimals, 'at most 4 decimals')
  .describe('How sure you are of the whole answer, 0 to 1, at most 4 decimals');

/** More of them say nothing more: one is enough for a person to look. */
export const MOST_ANOMALIES = 20;

/** How every workflow's tool asks for what is odd; each says of whom it is asked. */
export const statedAnomalies = z
  .array(
    z.strictObject({
      code: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'kebab-case, at most 60 characters'),
      reason: z.string().min(1).max(500),
    }),
  )
  .max(20);

/** The parts of every workflow's assessment that policy may look at. */
export const assessmentCore = z.object({
  /** 0 to 1, at most 4 digits after the point (Cedar's decimal). */
  confidence: z.number().min(0).max(1),
  anomalies: z.array(z.strictObject({ code: z.string().max(60), reason: z.string().max(500) })).max(MOST_ANOMALIES),
});
export type AssessmentCore = z.infer<typeof assessmentCore>;

/**
 * Whom the AI would ask, by role, each with the reason: an assessment may have it as `recommended`. It is shown, and held
 * against whom policy asks; nothing is decided by it.
 */
export const recommendedApprovers = z.array(z.looseObject({ role: z.string().min(1).max(60) })).max(20);
/** What is wrong with an answer that fits its schema: faults make it none, anomalies count as if it had named them. */
export interface Judged {
  readonly faults: readonly string[];
  readonly anomalies: AssessmentCore['anomalies'];
}

/** The AI's role in one workflow: what it is asked, and the shape in which it must answer. */
export interface AssessmentTask<Document, Facts> {
  readonly toolName: string;
  readonly toolDescription: string;
  /** What for, and which classes of data are shown, as the register of models knows them. */
  readonly purpose: string;
  readonly dataClasses: readonly string[];
  /** Of the forced tool's input; extends {@link assessmentCore}. */
  readonly schema: z.ZodType<AssessmentCore>;
  readonly maxTokens: number;
  /** What the model is shown: data only, without personal data that it does not need. Canonical JSON is made of it. */
  subject(document: Document, facts: Facts): unknown;
  /** What the schema can't see because it depends on the case: a citation of what is not there. Pure; can only add scrutiny. */
  judge?(answer: unknown, document: Document, facts: Facts): Judged;
}
