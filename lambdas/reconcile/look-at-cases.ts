import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import {
  type BookedDocument,
  type Break,
  type ConfirmedEffect,
  reconcile,
} from '../../statemachines/kernel/reconciliation.ts';
import { openBreaksOf } from '../shared/open-breaks.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { confirmedEffectsOf } from './confirmed-effects.ts';
import type { ReconcileDeps } from './ports.ts';
import { recordBreaks } from './record-breaks.ts';
import { reversedKeys } from './reversed-keys.ts';
import { companyOf, isSettling } from './settle-first.ts';
import type { Tally } from './tally.ts';

/** Documents asked of the ERP in one call, which must be answered within its time. */
const TOGETHER = 25;

/** A case to be compared, with keys of it that the ERP was seen to have. */
export interface Wanted {
  readonly caseId: string;
  readonly keys: readonly string[];
}

/**
 * Compares cases with the ERP and writes their breaks. The ledger is read first: what it says by then, the ERP has. A
 * case that can't be compared is told in the tally, and keeps nobody from the others.
 * @throws the errors of an ERP that can't be asked
 */
export async function lookAtCases(wanted: readonly Wanted[], tally: Tally, deps: ReconcileDeps): Promise<void> {
  for (let from = 0; from < wanted.length; from += TOGETHER) {
    const cases = await Promise.all(wanted.slice(from, from + TOGETHER).map((of) => readCase(of, tally, deps)));
    const read = cases.filter((of) => of !== undefined);
    const keys = [...new Set(read.flatMap((of) => of.keys))];
    const documents = keys.length > 0 ? await deps.books.documentsOf(keys) : [];
    for (const one of read) await compare(one, documents, tally, deps).catch(failed(one.caseId, tally));
  }
}

interface Read extends Wanted {
  readonly entries: readonly LedgerEntry[];
  readonly effects: readonly ConfirmedEffect[];
  /** Those of the keys that were given. */
  readonly seen: readonly string[];
}

async function readCase({ caseId, keys }: Wanted, tally: Tally, { ledger, mac }: ReconcileDeps) {
  try {
    const entries = await ledger.read(caseId);
    const relied = entries.filter(({ stage }) => ['confirmed', 'break-found', 'break-closed'].includes(stage));
    await requireGenuine(mac, entries, relied);
    const reversed = await reversedKeys(entries, { ledger, mac });
    const effects = confirmedEffectsOf(entries).map((of) => ({
      ...of,
      undone: of.undone === true || reversed.has(of.key),
    }));
    const own = [...effects.map(({ key }) => key), ...openBreaksOf(entries).map((of) => of.subject)];
    return { caseId, entries, effects, keys: [...own, ...keys], seen: keys } satisfies Read;
  } catch (error) {
    failed(caseId, tally)(error as Error);
    return undefined;
  }
}

async function compare(
  { caseId, entries, effects, keys, seen }: Read,
  documents: readonly BookedDocument[],
  tally: Tally,
  deps: ReconcileDeps,
): Promise<void> {
  const [first] = entries;
  if (!first) return;
  const own = documents.filter(({ key }) => key !== undefined && keys.includes(key));
  const company = own[0]?.company ?? companyOf(entries);
  const breaks: Break[] = [];
  for (const found of reconcile(effects, own)) {
    const waits = found.kind === 'case-not-confirmed' && (await isSettling(found, entries, company, deps));
    if (waits) tally.settling.add(caseId);
    else breaks.push(found);
  }
  const { slug, version } = deps.workflowOf(first.workflow.slug);
  const recorded = await recordBreaks({ caseId, entries, breaks, company, workflow: { slug, version } }, deps);
  tally.found.push(...recorded.found);
  tally.closed.push(...recorded.closed);
  for (const { key, undone } of effects) {
    const broken = breaks.some(({ subject }) => subject === key);
    if (broken || !undone) tally.effects.set(key, broken);
  }
  if (!tally.settling.has(caseId)) for (const key of seen) await deps.kept.dropPending(key);
}

/** What the ERP can't answer ends the run; of anything else the case is named. */
export const failed =
  (caseId: string, tally: Tally) =>
  (error: Error): undefined => {
    if (error.name.startsWith('Erp')) throw error;
    tally.failed.push({ caseId, reason: `${error.name}: ${error.message}` });
  };
