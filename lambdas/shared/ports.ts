import type { LedgerDraft, LedgerEntry, Writer } from '../../statemachines/kernel/ledger-entry.ts';

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
  | { readonly kind: 'unchanged'; readonly key: string; readonly version: number };

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
