import { EXCEPTIONS, resolutionsOf, roleOf } from '../../statemachines/kernel/exceptions.ts';
import { OF_NO_WORKFLOW } from '../ledger/of-no-workflow.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';
import type { ExceptionsDeps } from './deps.ts';
import type { Line } from './schemas.ts';

type Known = Pick<CaseSummary, 'caseId' | 'workflow' | 'subject' | 'exception' | 'exceptionClass'>;

/** One line of the worklist, as old as it is now; none of a case without an open exception. */
export function lineOf(
  { caseId, workflow, subject, exception, exceptionClass: of }: Known,
  { clock, workflowOf }: Pick<ExceptionsDeps, 'clock' | 'workflowOf'>,
): Line | undefined {
  if (!exception || !of) return undefined;
  const { owner, route, severity } = EXCEPTIONS[of];
  const manifest = OF_NO_WORKFLOW[workflow] ? undefined : workflowOf(workflow);
  const roles = manifest?.authority.roles ?? [];
  const allowed = resolutionsOf({ class: of, reason: exception.reason }, manifest?.byHand);
  const now = clock.now();
  return {
    ...{ caseId, workflow, subject, class: of, ...exception },
    ...{ owner, route: roleOf(route, roles), severity, allowed: [...allowed] },
    ageSeconds: Math.max(0, Math.floor((now.getTime() - Date.parse(exception.since)) / 1000)),
    overdue: exception.due <= now.toISOString(),
  };
}
