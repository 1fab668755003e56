import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { BookedDocument, Break } from '../../statemachines/kernel/reconciliation.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';
import type { CaseStatus } from '../shared/case-status.ts';
import type { Clock, Flight, Ledger, MacPort } from '../shared/ports.ts';

/** For so many days a confirmed effect is compared again and again, and a posting by hand looked for. */
export const WINDOW_DAYS = 35;

/** A document, and its place in the order in which documents came into the books or left them. */
export interface Placed extends BookedDocument {
  readonly position: number;
}

/** One page of the books; `last`: the newest place that there is, 0 in empty books. */
export interface BookPage {
  readonly documents: readonly Placed[];
  readonly last: number;
}

/**
 * What an ERP must offer to be reconciled with. Every document of the governed kinds (supplier invoices and credit notes)
 * is told as it stands now, whoever entered it. Every method may throw the errors of `../erp/errors.ts`, and no others.
 */
export interface ErpBooks {
  /**
   * At most `limit` documents whose place is after that one, in order. A place is a number that the ERP gives to a
   * document when it is posted, and again when it is cancelled: it only rises, and is no time.
   */
  documents(since: { readonly after: number; readonly limit: number }): Promise<BookPage>;
  /** All that the ERP has under these keys of ours; nothing of a key that it does not know. */
  documentsOf(keys: readonly string[]): Promise<readonly BookedDocument[]>;
  /** Those of these ids of the ERP that it has. */
  documentsById(ids: readonly string[]): Promise<readonly BookedDocument[]>;
}

/** An open break, as lists show it: a view of the ledger's entries. */
export interface ListedBreak extends Break {
  readonly caseId: string;
  readonly company: string;
  /** UTC. */
  readonly since: string;
}

/** A document of a case that may still be settled by the gateway. */
export interface Pending {
  readonly key: string;
  /** UTC: when the gateway was asked to settle it; absent while its worker has it, or its case can't be read. */
  readonly asked?: string;
}

/** Up to which place of the books all breaks are written, and from which on: what was before is nobody's. */
export interface Watermark {
  readonly start: number;
  readonly position: number;
}

/** Up to where the books were compared, and what must be looked at again. */
export interface Kept {
  /** None before the first run. */
  watermark(): Promise<Watermark | undefined>;
  /** From none, to where the books begin to count. `false` where another run came first. */
  advance(to: number, was: Watermark | undefined): Promise<boolean>;
  /** Where a list is to be gone on with; none at its beginning. */
  place(list: string): Promise<string | undefined>;
  keepPlace(list: string, place: string | undefined): Promise<void>;
  /** In the order of their keys, after a place in it. */
  pending(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Pending[]>;
  pendingOf(key: string): Promise<Pending | undefined>;
  putPending(pending: Pending): Promise<void>;
  dropPending(key: string): Promise<void>;
  breaks(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly ListedBreak[]>;
  putBreak(found: ListedBreak): Promise<void>;
  dropBreak(gone: Pick<ListedBreak, 'caseId' | 'kind' | 'subject'>): Promise<void>;
  /** When the last run came to its end, or the first began, UTC. */
  lastDone(): Promise<string | undefined>;
  keepDone(at: string): Promise<void>;
}

/** Where an open break stands in {@link Kept.breaks}. */
export const placeOf = ({ caseId, kind, subject }: Pick<ListedBreak, 'caseId' | 'kind' | 'subject'>) =>
  `${caseId}#${kind}/${subject}`;

export interface ReconcileDeps {
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly clock: Clock;
  readonly workflowOf: (slug: string) => Workflow;
  readonly books: ErpBooks;
  readonly kept: Kept;
  /** Commands that are prepared and not settled. */
  readonly flights: () => Promise<readonly Flight[]>;
  readonly cases: {
    /** Cases of a status that changed at a time or after it, oldest first, after a place; at most `limit`. */
    since(
      status: CaseStatus,
      page: { readonly from: string; readonly after?: string | undefined; readonly limit: number },
    ): Promise<{ readonly cases: readonly CaseSummary[]; readonly next?: string | undefined }>;
  };
  /** Puts a command once more where the gateway takes it from: it looks in the ERP first, and settles it. */
  readonly settle: (message: CommandMessage, company: string) => Promise<void>;
}
