import { amountIn } from '../../statemachines/kernel/authority/measure.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { reviewSteps } from '../../statemachines/kernel/review-steps.ts';
import { waitFor } from '../review/wait.ts';
import type { Ruling } from '../shared/authority/decide-route.ts';
import type { Subject } from '../shared/authority/question.ts';
import type { AuthoritySnapshot } from '../shared/authority/snapshot.ts';
import type { Clock } from '../shared/ports.ts';

interface Ruled {
  readonly ruling: Ruling;
  readonly subject: Pick<Subject, 'measure' | 'company'>;
  readonly authority: Pick<AuthoritySnapshot, 'roles'>;
}

/**
 * What happens to a review while nobody decides, and how long its first wait is. The least role that may decide is
 * asked first, then those above it, never one below; who may decide does not depend on who is asked.
 */
export function reviewPlan(
  workflow: Pick<Workflow, 'review' | 'reviewSeconds'>,
  { ruling, subject: { measure, company }, authority: { roles } }: Ruled,
  { clock, hourSeconds }: { readonly clock: Clock; readonly hourSeconds?: number | undefined },
) {
  const first = roles.find(({ id }) => id === ruling.role);
  const asked = roles.filter((role) => first && (role === first || role.rank > first.rank)).map(({ id }) => id);
  const { serviceLevel } = workflow.review;
  const steps = reviewSteps(serviceLevel, amountIn(measure.exposures, serviceLevel.currency), asked);
  const now = clock.now();
  const { due, seconds } = waitFor(steps[0]?.hours ?? 0, workflow, { company, now, since: now, hourSeconds });
  return { steps, due, reviewSeconds: seconds };
}
