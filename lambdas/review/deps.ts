import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Answerer } from '../erp/answer.ts';
import type { PolicySet } from '../shared/authority/policy-set.ts';
import type { AuthorityPort } from '../shared/authority/snapshot.ts';
import type { Clock, Evidence, Ledger, MacPort } from '../shared/ports.ts';
import type { OpenReviews } from './open.ts';

/** A person whose token was verified. */
export interface Person {
  /** Of the token; never from a request's body (T6). */
  readonly subject: string;
  /** Our roles that the token's claims map to. */
  readonly claimed: readonly string[];
}

/** What deciding a review takes. */
export interface DecisionDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly policiesOf: (slug: string) => PolicySet;
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly evidence: Evidence;
  readonly authority: AuthorityPort;
  readonly reviews: OpenReviews;
  readonly answerer: Answerer;
  readonly clock: Clock;
  /** To try it out: a working hour takes so many seconds. */
  readonly hourSeconds?: number | undefined;
}
