import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { handPosting } from '../../statemachines/kernel/statements.ts';
import { standingOf as effectsStanding } from '../erp/steps.ts';
import { OF_NO_WORKFLOW } from '../ledger/of-no-workflow.ts';
import type { Person } from '../review/deps.ts';
import { broughtBy } from '../shared/case-log.ts';
import { statusOf } from '../shared/case-status.ts';
import { handled } from './act.ts';
import type { ExceptionsDeps } from './deps.ts';
import { lineOf } from './line.ts';
import type { Line, Shown } from './schemas.ts';
import { exceptionSummary } from './summary.ts';

/**
 * How a case stands, what about it waits for people, and what they have said.
 * @throws Refusal no-case, not-entitled
 */
export async function showException(
  person: Person,
  { caseId }: { readonly caseId: string },
  deps: ExceptionsDeps,
): Promise<Shown> {
  const entries = await deps.ledger.read(caseId);
  await handled(person, entries, deps);
  const said = handPosting(entries);
  const effects = effectsStanding(entries);
  return {
    ...standingOf(entries, caseId, deps),
    ...(effects.length > 0 && { effects }),
    ...(said && {
      postedByHand: { entry: said.seq, document: String(said.body['document']), by: said.actor.id, at: said.at },
    }),
    history: entries.filter(({ stage }) => stage.startsWith('exception-')).map(told),
  };
}

/** How it stood when the last of these entries had been written. */
export function standingOf(
  entries: readonly LedgerEntry[],
  caseId: string,
  deps: Pick<ExceptionsDeps, 'clock' | 'workflowOf' | 'deadline'>,
): { caseId: string; status: string; exception?: Line } {
  const workflow = entries[0]?.workflow.slug ?? '';
  const event = OF_NO_WORKFLOW[workflow]?.(entries, deps);
  const subject = event?.subject ?? String(broughtBy(entries)?.body['subject'] ?? '');
  const calendars = event ? undefined : deps.workflowOf(workflow).review.calendars;
  const exception = lineOf(
    { caseId, workflow, subject, ...exceptionSummary(entries, { deadline: deps.deadline, calendars }) },
    deps,
  );
  return { caseId, status: event?.status ?? statusOf(entries), ...(exception && { exception }) };
}

const TOLD = ['to', 'resolution', 'document', 'reason'] as const;

function told({ seq, stage, actor, at, body }: LedgerEntry): Shown['history'][number] {
  const words = TOLD.filter((name) => typeof body[name] === 'string').map((name) => [name, String(body[name])]);
  return { entry: seq, stage, by: actor.id, at, ...Object.fromEntries(words) };
}
