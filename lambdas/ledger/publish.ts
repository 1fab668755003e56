import { GOVERNANCE } from '../../statemachines/kernel/authority/change.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { money } from '../../statemachines/kernel/money.ts';
import { addWorkingTime } from '../../statemachines/kernel/working-time.ts';
import { exceptionSummary } from '../exceptions/summary.ts';
import type { Announcer } from '../intake/ports.ts';
import { reviewOf } from '../review/fold.ts';
import { type CaseSummary, placeOf } from '../shared/adapters/case-view.ts';
import { broughtBy, newest } from '../shared/case-log.ts';
import { statusOf } from '../shared/case-status.ts';
import type { Ledger } from '../shared/ports.ts';
import { type Measure, measureCase } from './measure-case.ts';
import { measureSpending } from './measure-spending.ts';
import { OF_NO_WORKFLOW } from './of-no-workflow.ts';
import { type Notifier, tellReviewers } from './tell-reviewers.ts';
import { toldAs } from './told-as.ts';
import { turnAt } from './turn-at.ts';

export interface PublishDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly announcer: Announcer;
  readonly cases: { put(summary: CaseSummary): Promise<number | undefined> };
  readonly measure: Measure;
  readonly notifier: Notifier;
}

/**
 * Follows one new entry: projects the case's view, puts the outcome event on the bus, if the entry is one, and tells
 * those who are asked to decide.
 * At least once, with the entry's hash as the event's stable id and the trace of the event that brought its document.
 * @throws ContractBroken when the entry can't be told as its contract says
 */
export async function publish(entry: LedgerEntry, deps: PublishDeps): Promise<void> {
  const entries = await deps.ledger.read(entry.caseId);
  const summarise = OF_NO_WORKFLOW[entry.workflow.slug];
  if (summarise) return list(summarise(entries, { deadline: addWorkingTime }), deps);
  const summary = summaryOf(entries);
  const listed = summary && { ...summary, ...exceptionOn(summary, entries, deps) };
  const replaced = listed && (await deps.cases.put(listed));
  measureCase(entry, entries, deps.measure);
  if (replaced !== undefined)
    for (const added of entries.filter(({ seq }) => seq > replaced)) measureSpending(added, deps.measure);
  const told = toldAs(entry, entries, deps.workflowOf);
  if (told) await deps.announcer.announce(told);
  if (entry.workflow.slug === GOVERNANCE.slug) return;
  const { title } = deps.workflowOf(entry.workflow.slug);
  const trace = broughtBy(entries, entry)?.body['traceparent'];
  await tellReviewers(entry, { title, turn: turnAt(entry, entries) }, trace, deps);
}

function exceptionOn({ workflow }: CaseSummary, entries: readonly LedgerEntry[], { workflowOf }: PublishDeps) {
  return exceptionSummary(entries, { ...workflowOf(workflow).review, deadline: addWorkingTime });
}

/** Of what is no case of a workflow: nobody's outcome, and whoever sent it was told by Intake; here it is only put on the lists, or taken off. */
async function list(summary: CaseSummary | undefined, { cases }: PublishDeps): Promise<void> {
  if (summary) await cases.put(summary);
}

/** The view of a case, folded from its entries; none before it was received. */
export function summaryOf(entries: readonly LedgerEntry[]): CaseSummary | undefined {
  const brought = broughtBy(entries);
  const last = entries.at(-1);
  if (!brought || !last) return undefined;
  const attempts = entries.map((entry) => Number(entry.body['attempt'] ?? 1));
  const facets = newest(entries, 'gathered')?.body['facets'] ?? {};
  return {
    caseId: last.caseId,
    workflow: brought.workflow.slug,
    status: statusOf(entries),
    attempt: Math.max(1, ...attempts),
    subject: String(brought.body['subject'] ?? ''),
    seq: last.seq,
    updatedAt: last.at,
    facets: facets as Record<string, string>,
    ...waiting(entries),
  };
}

/** What the list of open reviews needs of the case; nothing unless one is open. */
function waiting(entries: readonly LedgerEntry[]): Pick<CaseSummary, 'review' | 'reviewOrder'> {
  const review = reviewOf(entries);
  if (review?.state !== 'open') return {};
  const { digest, due, role, asked, needed, approvals, holder, decided } = review;
  const exposure = money.safeParse(decided.body['exposure']).data;
  return {
    review: {
      ...{ digest, due, role, asked, needed, approvedBy: approvals.map(({ subject }) => subject) },
      company: String(decided.body['company']),
      ...(exposure && { exposure }),
      ...(holder && { holder }),
    },
    reviewOrder: placeOf(due, exposure?.minor, decided.caseId),
  };
}
