import type { LedgerDraft, LedgerEntry, Writer } from '../../statemachines/kernel/ledger-entry.ts';
import type { Money } from '../../statemachines/kernel/money.ts';

/** Time is a dependency: tests hold the clock. */
export interface Clock {
  now(): Date;
}

/** Makes and checks MACs (KMS on AWS); a writer can only make its own. */
export interface MacPort {
  readonly writer: Writer;
  sign(hash: string): Promise<string>;
  /** `false` for a forged MAC; throws only when the key can't be asked. */
  verify(writer: Writer, hash: string, mac: string): Promise<boolean>;
}

/** Decides, on the case as it stands, whether a draft may still be appended: throw to refuse. */
export type Guard = (entries: readonly LedgerEntry[]) => void;

/** An append-only, hash-chained log per case. */
export interface Ledger {
  /** All entries of one case, oldest first, by a consistent read; empty if there is no such case. */
  read(caseId: string): Promise<LedgerEntry[]>;
  /**
   * Appends once per `entryKey`: if an entry of that key is there, it is returned and nothing is written.
   * `guard` runs on every fold, just before the conditional write. `together` are further writes of the same transaction.
   * @throws CountersignError Transient when the case is too busy; whatever `guard` throws
   */
  append(
    caseId: string,
    draft: LedgerDraft,
    options?: { guard?: Guard; together?: readonly TransactWrite[] },
  ): Promise<LedgerEntry>;
}

/** A write that must succeed together with an entry. */
export type TransactWrite =
  | { readonly kind: 'claim'; readonly key: string; readonly caseId: string }
  /** An item of the authority table is as it was read: of that version, or not there. */
  | { readonly kind: 'unchanged'; readonly key: string; readonly version: number }
  | { readonly kind: 'absent'; readonly key: string }
  /** Replaces an item of the authority table, if it is still of that version; `undefined` if it is still not there. */
  | {
      readonly kind: 'replace';
      readonly key: string;
      readonly item: Readonly<Record<string, unknown>>;
      readonly was: number | undefined;
    }
  /** Lists a command as prepared and not settled; takes it off the list again. */
  | { readonly kind: 'airborne'; readonly key: string; readonly flight: Flight }
  | { readonly kind: 'landed'; readonly key: string }
  /** Nobody has committed anything of this group or account since `was` was read; then it is the next one's turn. */
  | { readonly kind: 'turn'; readonly key: string; readonly was: number }
  /** Counts a commitment of this group or account, or replaces it; takes it off again. */
  | { readonly kind: 'committed'; readonly key: string; readonly entry: string; readonly commitment: Commitment }
  | { readonly kind: 'released'; readonly key: string; readonly entry: string };

/** What a case adds to the sum of its group of legal entities, or takes of an account, from the moment at which it may reach the ERP. */
export interface Commitment {
  readonly caseId: string;
  /** UTC day. */
  readonly date: string;
  readonly exposures: readonly Money[];
  /** When it was known to be in the ERP; only of what is taken of an account. */
  readonly confirmedAt?: string | undefined;
}

/** The gateway's account of what each group of legal entities was committed to, and of what was taken of each account. */
export interface Commitments {
  /**
   * Rises with every commitment of the group, from 0. Whoever writes under the turn that was read before the sum has
   * seen them all.
   * @throws CountersignError Transient
   */
  turn(group: string): Promise<number>;
  /**
   * What was committed on a day and after it, by consistent reads.
   * @throws CountersignError Transient
   */
  since(group: string, day: string): Promise<readonly Commitment[]>;
}

/** A command that is prepared and whose outcome nobody knows yet, with all that a stop switch could name. */
export interface Flight {
  readonly caseId: string;
  readonly commandId: string;
  readonly preparedAt: string;
  readonly scopes: readonly { readonly kind: string; readonly id: string }[];
}

/** A further write of the transaction found its condition false. */
export class ConditionLost extends Error {
  override readonly name = 'ConditionLost';
  readonly write: TransactWrite;
  constructor(write: TransactWrite) {
    super(`${write.kind} ${write.key} does not hold`);
    this.write = write;
  }
}

/** Content-addressed evidence under `caseId/sha256`. */
export interface Evidence {
  put(caseId: string, content: Uint8Array | string): Promise<string>;
  /** @throws CountersignError LedgerBroken if the content does not match its hash, Transient if it can't be read */
  get(caseId: string, hash: string): Promise<Uint8Array>;
}
