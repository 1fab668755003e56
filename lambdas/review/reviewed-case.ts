import type { Case } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { documentEntry, evidenceOf, newest, required, sourceOf } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { DecisionDeps } from './deps.ts';
import type { UnderReview } from './under-review.ts';

/**
 * The case as it was decided about: its document, and the facts that were gathered for that very decision.
 * @throws CountersignError LedgerBroken
 */
export async function reviewedCase(
  { review: { decided }, entries, subject }: Pick<UnderReview, 'review' | 'entries' | 'subject'>,
  { workflowOf, mac, evidence }: Pick<DecisionDeps, 'workflowOf' | 'mac' | 'evidence'>,
): Promise<Case<unknown, unknown>> {
  const { caseId } = decided;
  const { attempt, visit } = decided.body as { attempt: number; visit: number };
  const brought = documentEntry(entries, decided);
  const gathered = required(newest(entries, 'gathered', { attempt, visit }), `gathered, visit ${visit}`);
  await requireGenuine(mac, entries, [brought, gathered]);
  const contentOf = (entry: LedgerEntry) => evidence.get(caseId, evidenceOf(entry, 0));
  const workflow = workflowOf(decided.workflow.slug);
  const facts = workflow.factsSchema.parse(JSON.parse(Buffer.from(await contentOf(gathered)).toString('utf8')));
  const document = workflow.parse(await contentOf(brought));
  return { caseId, document, facts, source: sourceOf(brought), today: subject.today };
}
