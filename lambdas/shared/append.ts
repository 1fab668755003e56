import { setTimeout as sleep } from 'node:timers/promises';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import {
  entryHash,
  GENESIS,
  type LedgerDraft,
  type LedgerEntry,
  ledgerDraft,
} from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import type { Clock, Guard, MacPort, TransactWrite } from './ports.ts';

/** Where entries lie: one consistent read, one conditional write. */
export interface EntryStore {
  read(caseId: string): Promise<LedgerEntry[]>;
  /** Puts the entry if its position is free, with all of `together`; `false` if the position was taken. */
  putIfFree(entry: LedgerEntry, together: readonly TransactWrite[]): Promise<boolean>;
}

export interface AppendDeps {
  readonly store: EntryStore;
  readonly mac: MacPort;
  readonly clock: Clock;
  /** Milliseconds to wait before fold number `n` is tried again. */
  readonly pause?: (n: number) => number;
}

const TRIES = 30;

/** Folds and appends at most {@link TRIES} times; see `Ledger.append`. */
export async function appendEntry(
  deps: AppendDeps,
  caseId: string,
  draft: LedgerDraft,
  { guard, together = [] }: { guard?: Guard; together?: readonly TransactWrite[] } = {},
): Promise<LedgerEntry> {
  const checked = ledgerDraft.parse(draft);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const entries = await deps.store.read(caseId);
    const faults = chainFaults(entries);
    if (faults.length > 0) throw new CountersignError('LedgerBroken', `case ${caseId}: ${faults.join('; ')}`);
    const recorded = entries.find((entry) => entry.entryKey === checked.entryKey);
    if (recorded) return recorded;
    guard?.(entries);
    const entry = await seal(deps, caseId, checked, entries.at(-1));
    if (await deps.store.putIfFree(entry, together)) return entry;
    await sleep(deps.pause?.(attempt) ?? Math.random() * 20 * Math.min(attempt, 10));
  }
  throw new CountersignError('Transient', `case ${caseId}: ${TRIES} other entries came first; try again`);
}

async function seal(deps: AppendDeps, caseId: string, draft: LedgerDraft, last?: LedgerEntry): Promise<LedgerEntry> {
  const unsealed = {
    ...draft,
    caseId,
    seq: (last?.seq ?? 0) + 1,
    at: deps.clock.now().toISOString(),
    prevHash: last?.hash ?? GENESIS,
    writer: deps.mac.writer,
  };
  const hash = entryHash(unsealed);
  return { ...unsealed, hash, mac: await deps.mac.sign(hash) };
}
