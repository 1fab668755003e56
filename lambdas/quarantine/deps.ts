import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Readmission } from '../../statemachines/kernel/quarantine.ts';
import type { Standing } from '../shared/authority/snapshot.ts';
import type { Clock, Evidence, Ledger, MacPort } from '../shared/ports.ts';

/** What a list shows of one event in quarantine: a view of the ledger. */
export interface QuarantineLine {
  readonly caseId: string;
  /** Sorts the list: first seen, then the case. */
  readonly place: string;
  readonly sender: string;
  readonly type: string;
  readonly eventId: string;
  readonly firstSeen: string;
  readonly count: number;
  /** The first of the reasons. */
  readonly reason: string;
}

export interface QuarantineDeps {
  readonly workflows: readonly Workflow[];
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly evidence: Evidence;
  readonly clock: Clock;
  readonly standing: (subject: string) => Promise<Standing>;
  /** What waits, oldest first, after a place in the list; at most `limit`. */
  readonly waiting: (page: { after?: string | undefined; limit: number }) => Promise<readonly QuarantineLine[]>;
  /** Asks Intake to take it in; at least once. */
  readonly ask: (message: Readmission) => Promise<void>;
}
