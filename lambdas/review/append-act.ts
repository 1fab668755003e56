import { randomUUID } from 'node:crypto';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import type { DecisionDeps, Person } from './deps.ts';
import { type Review, reviewOf } from './fold.ts';
import { Refusal } from './refusal.ts';

/** What somebody did about an open review. */
export interface Done {
  readonly stage: Stage;
  readonly body: LedgerEntry['body'];
  /** Of the request that asked for it, so that it is done once. */
  readonly request?: { readonly id: string; readonly asked: string } | undefined;
  /**
   * What must hold at the very moment of the write.
   * @throws Refusal
   */
  readonly check: (review: Review) => void;
}

/**
 * Appends what a person did about a review, if it may still be done.
 * @throws Refusal as `check` says
 */
export function appendAct(
  person: Person,
  review: Review,
  { stage, body, request, check }: Done,
  { ledger }: Pick<DecisionDeps, 'ledger'>,
): Promise<LedgerEntry> {
  const { caseId, workflow } = review.decided;
  const { attempt, visit } = review.decided.body as { attempt: number; visit: number };
  const draft = {
    entryKey: `${attempt}/${visit}/${stage}/${person.subject}/${request?.id ?? randomUUID()}`,
    ...{ stage, workflow, evidence: [] },
    actor: { kind: 'person', id: person.subject } as const,
    body: { attempt, visit, digest: review.digest, ...body, ...(request && { request: { ...request } }) },
  };
  const guard = (entries: readonly LedgerEntry[]) => {
    const now = reviewOf(entries);
    if (!now) throw new Refusal('no-review');
    check(now);
  };
  return ledger.append(caseId, draft, { guard });
}
