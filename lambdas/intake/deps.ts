import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Answer } from '../../statemachines/kernel/events/intake-answers.ts';
import type { Release } from '../../statemachines/kernel/order.ts';
import type { Answerer } from '../erp/answer.ts';
import type { Positions } from '../order/positions.ts';
import type { OpenReviews } from '../review/open.ts';
import type { Clock, Evidence, Ledger, MacPort } from '../shared/ports.ts';
import type { Announcer, CaseClaims, Documents, Quarantine, Starter, Stopper } from './ports.ts';

export interface IntakeDeps {
  readonly workflows: readonly Workflow[];
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly evidence: Evidence;
  readonly claims: CaseClaims;
  readonly positions: Positions;
  readonly starter: Starter & Stopper;
  readonly announcer: Announcer;
  readonly quarantine: Quarantine;
  readonly documents: Documents;
  readonly clock: Clock;
  /** Where a review waits that an answer lets go on. */
  readonly reviews: Pick<OpenReviews, 'get'>;
  readonly answerer: Answerer;
  /** To try it out: a working hour of a review takes so many seconds. */
  readonly hourSeconds?: number | undefined;
  /** Asks Intake to take in what it holds; at least once. */
  readonly ask: (message: Release) => Promise<void>;
  /** That the event comes out of quarantine, and every name of those who have repaired it there. */
  readonly readmission?: { readonly quarantine: string; readonly repairedBy: readonly string[] };
}

export interface Received {
  readonly answer: Answer;
  /** The case that the event is of; of one that is out of its order, the case of its stream. */
  readonly caseId?: string;
  readonly reasons?: readonly string[];
}
