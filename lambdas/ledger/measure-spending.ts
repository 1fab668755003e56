import { z } from 'zod';
import { assessmentFailure } from '../../statemachines/kernel/assessment.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Measure } from './measure-case.ts';

const count = z.number().nonnegative();
const origin = z.object({
  modelId: z.string().min(1),
  /** Of all replies; without tokens where none came and all that was set aside counts as spent. */
  cost: z
    .object({ micros: count, currency: z.string(), inputTokens: count.optional(), outputTokens: count.optional() })
    .optional(),
  capOf: z.enum(['case', 'day']).nullish(),
});
const asked = z.object({ origin, failure: assessmentFailure.optional() });

/** Why a model was not even asked. */
const NOT_ASKED: ReadonlySet<string> = new Set(['not-registered', 'stopped', 'over-cap', 'breaker-open']);

/**
 * What one question to a model took, whether its answer was of use or not: tokens, and money in whole units of the price's
 * currency; or why nobody was asked. An entry of another shape measures nothing.
 */
export function measureSpending({ stage, body, caseId, seq, workflow: { slug } }: LedgerEntry, measure: Measure): void {
  if (stage !== 'assessed' && stage !== 'unassessed') return;
  const parsed = asked.safeParse(body).data;
  if (!parsed) return;
  const { modelId: model, cost, capOf } = parsed.origin;
  const about = { caseId, seq: String(seq) };
  if (parsed.failure && NOT_ASKED.has(parsed.failure)) {
    const reason = capOf ? `over-${capOf}-cap` : parsed.failure;
    measure('AssessmentsRefused', 1, slug, { dimensions: { reason }, about: { ...about, model } });
  }
  if (!cost) return;
  const by = { dimensions: { model }, about: { ...about, currency: cost.currency } };
  if (cost.inputTokens !== undefined) measure('InputTokens', cost.inputTokens, slug, by);
  if (cost.outputTokens !== undefined) measure('OutputTokens', cost.outputTokens, slug, by);
  measure('Cost', cost.micros / 1_000_000, slug, by);
}
