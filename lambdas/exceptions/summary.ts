import type { ReviewTerms } from '../../statemachines/kernel/define-workflow.ts';
import { EXCEPTIONS, SHARED_CALENDAR } from '../../statemachines/kernel/exceptions.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { addWorkingTime } from '../../statemachines/kernel/working-time.ts';
import { type CaseSummary, placeOf } from '../shared/adapters/case-view.ts';
import { exceptionOf } from './fold.ts';

const MOST_WORDS = 300;

type Listed = Pick<CaseSummary, 'exception' | 'exceptionClass' | 'exceptionOrder'>;

/** What the worklist needs of a case; nothing unless it is an open exception. Without calendars, the shared one counts. */
export function exceptionSummary(
  entries: readonly LedgerEntry[],
  { calendars }: Partial<Pick<ReviewTerms, 'calendars'>> = {},
): Listed {
  const found = exceptionOf(entries);
  if (!found) return {};
  const { opened, reason, company, value, assignee } = found;
  const calendar = calendars?.[company ?? '*'] ?? calendars?.['*'] ?? SHARED_CALENDAR;
  const due = addWorkingTime(new Date(opened.at), EXCEPTIONS[found.class].hours, calendar).toISOString();
  return {
    exception: {
      ...{ opened: opened.seq, since: opened.at, due, reason: reason.slice(0, MOST_WORDS) },
      ...(company && { company }),
      ...(value && { value }),
      ...(assignee && { assignee }),
    },
    exceptionClass: found.class,
    exceptionOrder: placeOf(due, value?.minor, opened.caseId),
  };
}
