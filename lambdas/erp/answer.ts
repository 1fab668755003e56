import type { ErrorName } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';

/** What the waiting state is told. */
export type Answer =
  | { readonly kind: 'success'; readonly output: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failure'; readonly error: ErrorName; readonly cause: string };

export interface Answerer {
  /** Tells the state that waits on the token; a token that nobody waits on any more is fine. */
  answer(taskToken: string, answer: Answer): Promise<void>;
}

const ERROR_OF: Readonly<Partial<Record<Stage, ErrorName>>> = {
  'rejected-by-erp': 'ErpRejected',
  'facts-changed': 'FactsChanged',
  'not-authorised': 'NotAuthorised',
  withdrawn: 'EffectUnknown',
};

/** The stages that settle a command for good. */
export const SETTLED: ReadonlySet<Stage> = new Set<Stage>([
  'confirmed',
  'rejected-by-erp',
  'facts-changed',
  'not-authorised',
  'withdrawn',
]);

/** The answer that a settled command has, however often it is asked. */
export function answerOf(settled: LedgerEntry, ref: Readonly<Record<string, unknown>>): Answer {
  const error = ERROR_OF[settled.stage];
  if (!error) return { kind: 'success', output: ref };
  return { kind: 'failure', error, cause: String(settled.body['reason'] ?? settled.stage) };
}
