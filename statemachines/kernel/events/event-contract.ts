import type { z } from 'zod';
import type { LedgerEntry, Stage } from '../ledger-entry.ts';

/** One type of event, whichever way it goes. */
export interface EventContract<Data = unknown> {
  /** The versioned type: `invoice.received.v1`; also the bus's detail-type. */
  readonly type: string;
  /** What has happened, in one sentence. */
  readonly says: string;
  /** Of the CloudEvent's `data`; strict. */
  readonly schema: z.ZodType<unknown, Data>;
  /** One realistic `data`, for the documentation. */
  readonly example: Data;
}

/** A case that its sender withdraws, as the event says it. */
export interface Withdrawn {
  /** The same as that of the document that brought the case. */
  readonly businessKey: readonly string[];
  /** For people. */
  readonly subject: string;
  readonly reason: string;
}

/** An answer that its case awaits, as the event says it: text of whoever sent the case, for people to read, and no fact. */
export interface Answers {
  /** The case by its business key, or by the id that the question named. */
  readonly of: { readonly businessKey: readonly string[] } | { readonly caseId: string };
  /** For people. */
  readonly subject: string;
  /** Id of the question. */
  readonly question: string;
  readonly text: string;
  readonly references?: readonly string[] | undefined;
}

/** A version of an event that senders may still use, and how the next version says the same. */
export interface OlderVersion extends EventContract {
  /**
   * Data of the next version, of data that fit this one. Pure, and the bytes of a document stay as they are: only so is
   * the same document in two versions a duplicate.
   * @throws CountersignError InvalidInput with the reason and the place
   */
  readonly upcast: (data: unknown) => unknown;
}

/** What is put down in the ledger of another case, once. */
export interface Mark {
  readonly caseId: string;
  readonly stage: Extract<Stage, 'reversed' | 'reversal-ended'>;
  /** Makes the mark one, however often it is told, and of two events that say the same the first. */
  readonly once: string;
  readonly body: LedgerEntry['body'];
}

/**
 * One type of event that comes in, and what it does: it opens a case, unless it says otherwise; it replaces the document
 * of one; it withdraws one; it answers a question that one awaits; or it marks another case than the one that it is told of.
 */
export type IncomingContract<Data = unknown> = EventContract<Data> & {
  /** Oldest first; the last one's data become this contract's. */
  readonly older?: readonly OlderVersion[];
  /** Only we may send it, and only as an entry of the ledger tells it; else whoever has their source may. */
  readonly from?: 'ledger';
} & (
    | { readonly does?: 'opens' | 'replaces' }
    | {
        readonly does: 'withdraws';
        /** @throws CountersignError InvalidInput when the data does not say which case */
        readonly identify: (data: unknown) => Withdrawn;
      }
    | {
        readonly does: 'marks';
        readonly from: 'ledger';
        /**
         * @param businessKey of the case that the event is told of
         * @param entries of that case, by now; those that it relies on are genuine
         * @returns nothing where there is nothing to put down yet
         */
        readonly mark: (
          data: unknown,
          businessKey: readonly string[],
          entries: readonly LedgerEntry[],
        ) => Mark | undefined;
        /** Of the entries, those that it relies on. */
        readonly reliesOn: (entry: LedgerEntry) => boolean;
      }
    | {
        readonly does: 'answers';
        /** @throws CountersignError InvalidInput when the data does not say which case */
        readonly identify: (data: unknown) => Answers;
      }
  );

/** Which entry of which case an outcome is told from. */
export interface Told {
  readonly caseId: string;
  readonly entry: { readonly seq: number; readonly hash: string };
}

/** What the rest of the business is told of a case, once the entry is in the ledger. */
export interface OutcomeContract<Data extends Told = Told> extends EventContract<Data> {
  readonly stage: Stage;
  /** Of a `confirmed` entry: the kind of command that it confirms; absent where every entry of the stage is told but those that undo. */
  readonly command?: string;
  /** Which entries of the stage are told, by their bodies; all of them without. */
  readonly when?: (body: LedgerEntry['body']) => boolean;
  /** What is told of the entry's body, besides {@link Told}: each field by name, never the whole. */
  readonly pick: (body: LedgerEntry['body']) => Readonly<Record<string, unknown>>;
}

/** The URN by which `dataschema` names the contract of an event's `data`. */
export const dataSchemaOf = (type: string): string => `urn:countersign:events:${type}`;
