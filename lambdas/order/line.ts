/** What a list shows of a subject whose events wait for an earlier one: a view of the ledger. */
export interface OrderLine {
  readonly caseId: string;
  /** Sorts the list: since when something waits, then the case. */
  readonly place: string;
  readonly sender: string;
  readonly subject: string;
  readonly workflow: string;
  readonly waitingSince: string;
  /** How many wait, and the number of the first of them. */
  readonly waiting: number;
  readonly first: number;
  /** That the time of the first is over: operations has it. */
  readonly expired: boolean;
}

/** Subjects of which events wait, the longest first, after a place in the list; at most `limit`. */
export type OrderView = (page: { after?: string | undefined; limit: number }) => Promise<readonly OrderLine[]>;
