import { createHmac } from 'node:crypto';
import { appendEntry, type EntryStore } from '../../lambdas/shared/append.ts';
import {
  type Clock,
  type Commitment,
  type Commitments,
  ConditionLost,
  type Evidence,
  type Flight,
  type Ledger,
  type MacPort,
  type TransactWrite,
} from '../../lambdas/shared/ports.ts';
import { sha256 } from '../../statemachines/kernel/ids.ts';
import type { LedgerEntry, Writer } from '../../statemachines/kernel/ledger-entry.ts';

/** The tables in memory, with the same conditional writes. */
export function memoryStore() {
  const cases = new Map<string, LedgerEntry[]>();
  const claims = new Map<string, string>();
  const versions = new Map<string, number>();
  const items = new Map<string, Readonly<Record<string, unknown>>>();
  const flights = new Map<string, Flight>();
  const turns = new Map<string, number>();
  const committed = new Map<string, Map<string, Commitment>>();
  const holds = (write: TransactWrite): boolean => {
    if (write.kind === 'claim') return (claims.get(write.key) ?? write.caseId) === write.caseId;
    if (write.kind === 'turn') return (turns.get(write.key) ?? 0) === write.was;
    if (write.kind === 'unchanged') return versions.get(write.key) === write.version;
    if (write.kind === 'absent') return !versions.has(write.key);
    return write.kind !== 'replace' || versions.get(write.key) === write.was;
  };
  const apply = (write: TransactWrite): void => {
    if (write.kind === 'claim') claims.set(write.key, write.caseId);
    if (write.kind === 'airborne') flights.set(write.key, write.flight);
    if (write.kind === 'landed') flights.delete(write.key);
    if (write.kind === 'turn') turns.set(write.key, write.was + 1);
    if (write.kind === 'released') committed.get(write.key)?.delete(write.entry);
    if (write.kind === 'committed')
      committed.set(write.key, new Map(committed.get(write.key)).set(write.entry, write.commitment));
    if (write.kind !== 'replace') return;
    items.set(write.key, write.item);
    versions.set(write.key, Number(write.item['version']));
  };
  const store: EntryStore = {
    read: async (caseId) => [...(cases.get(caseId) ?? [])],
    putIfFree: async (entry, together) => {
      const entries = cases.get(entry.caseId) ?? [];
      if (entries.some(({ seq }) => seq === entry.seq)) return false;
      for (const write of together) if (!holds(write)) throw new ConditionLost(write);
      for (const write of together) apply(write);
      cases.set(entry.caseId, [...entries, entry]);
      return true;
    },
  };
  const commitments: Commitments = {
    turn: async (group) => turns.get(group) ?? 0,
    since: async (group, day) => [...(committed.get(group)?.values() ?? [])].filter(({ date }) => date >= day),
  };
  return { store, cases, claims, versions, items, flights, commitments };
}

/** MACs with one secret a writer; `forge` is what a stranger would produce. */
export function memoryMac(writer: Writer): MacPort {
  const mac = (of: Writer, hash: string) => createHmac('sha256', `key of ${of}`).update(hash).digest('base64');
  return {
    writer,
    sign: async (hash) => mac(writer, hash),
    verify: async (of, hash, given) => mac(of, hash) === given,
  };
}

export function memoryLedger(store: EntryStore, writer: Writer, clock: Clock): { ledger: Ledger; mac: MacPort } {
  const mac = memoryMac(writer);
  const deps = { store, mac, clock, pause: () => 0 };
  return { mac, ledger: { read: store.read, append: (id, draft, options) => appendEntry(deps, id, draft, options) } };
}

export function memoryEvidence(): Evidence & { readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    put: async (caseId, content) => {
      const hash = sha256(content);
      objects.set(`${caseId}/${hash}`, Buffer.from(content as string));
      return hash;
    },
    get: async (caseId, hash) => {
      const found = objects.get(`${caseId}/${hash}`);
      if (!found) throw new Error(`no evidence ${caseId}/${hash}`);
      return found;
    },
  };
}

/** A clock that a test moves by hand. */
export function handClock(start = '2026-11-24T09:00:00.000Z') {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    advance: (ms: number) => {
      now += ms;
    },
  };
}
