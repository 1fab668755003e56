import type { ReviewTerms } from '../../statemachines/kernel/define-workflow.ts';
import { EXCEPTIONS, SHARED_CALENDAR } from '../../statemachines/kernel/exceptions.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { WorkingCalendar } from '../../statemachines/kernel/working-time.ts';
import { type CaseSummary, placeOf } from '../shared/adapters/case-view.ts';
import { exceptionOf } from './fold.ts';

const MOST_WORDS = 300;

/** By when something must be done. */
export interface Timing {
  /** So many working hours later; a dependency, since whoever only describes the API carries no holidays. */
  readonly deadline: (start: Date, hours: number, calendar: WorkingCalendar) => Date;
  /** By company code; the shared one counts without. */
  readonly calendars?: ReviewTerms['calendars'] | undefined;
}

type Listed = Pick<CaseSummary, 'exception' | 'exceptionClass' | 'exceptionOrder'>;

/** What the worklist needs of a case; nothing unless it is an open exception. */
export function exceptionSummary(entries: readonly LedgerEntry[], { deadline, calendars }: Timing): Listed {
  const found = exceptionOf(entries);
  if (!found) return {};
  const { opened, reason, company, value, assignee } = found;
  const calendar = calendars?.[company ?? '*'] ?? calendars?.['*'] ?? SHARED_CALENDAR;
  const due = deadline(new Date(opened.at), EXCEPTIONS[found.class].hours, calendar).toISOString();
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
