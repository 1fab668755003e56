import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { ExceptionClass } from '../../statemachines/kernel/exceptions.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';
import type { AuthorityPort } from '../shared/authority/snapshot.ts';
import type { Clock, Evidence, Ledger, MacPort } from '../shared/ports.ts';
import type { Timing } from './summary.ts';

/** A part of the worklist of one class: after a place in it, at most `limit`. */
export interface ExceptionPage {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Open exceptions of one class, due first, then the larger amount: a view of the ledger. */
export type OpenExceptions = (of: ExceptionClass, page: ExceptionPage) => Promise<readonly CaseSummary[]>;

export interface ExceptionsDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly evidence: Pick<Evidence, 'get'>;
  readonly authority: AuthorityPort;
  readonly clock: Clock;
  readonly open: OpenExceptions;
  readonly deadline: Timing['deadline'];
}
