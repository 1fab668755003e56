import type { CaseStatus } from '../shared/case-status.ts';
import { caseOfKey } from './case-of-key.ts';
import { lookAgain } from './look-again.ts';
import { lookAtCases, type Wanted } from './look-at-cases.ts';
import { lookAtOutside } from './look-at-outside.ts';
import { type BookPage, type ReconcileDeps, WINDOW_DAYS } from './ports.ts';
import { settleStuck } from './settle-stuck.ts';
import { emptyTally, type Tally } from './tally.ts';

/** Places before the watermark that are read again: transactions of the ERP that ran at once may appear out of order. */
export const OVERLAP = 50;
const PAGE = 100;
/** A run goes on where the one before it ended, so it may end early. */
const MOST_PAGES = 5;
const CASES_AT_ONCE = 100;
const POSTED = [
  'posted',
  'posted-payment-blocked',
  'posted-deviating',
  'reversed',
] as const satisfies readonly CaseStatus[];

export interface Reconciled extends Tally {
  /** Why the ERP could not be asked; what was compared until then counts. */
  readonly unreachable?: string;
  /** Minutes since a run came to its end, this one included. */
  readonly minutesSince: number;
  /** Open breaks of cases, and documents outside governance, as far as they are counted. */
  readonly open: { readonly ofCases: number; readonly outside: number };
}

/** Open breaks that are counted at most. */
const MOST_COUNTED = 1_000;

/**
 * Compares the ledger with the books of the ERP, a bounded part of it at a time: what was open at the last runs, what
 * came into the books since the watermark, and the next of the effects that were confirmed within the window. Whatever
 * ends it, the next run goes on from what is written.
 */
export async function reconcileBooks(deps: ReconcileDeps): Promise<Reconciled> {
  const { kept, clock } = deps;
  const before = await kept.lastDone();
  if (before === undefined) await kept.keepDone(clock.now().toISOString());
  const tally = emptyTally();
  let unreachable: string | undefined;
  try {
    await settleStuck(tally, deps);
    await lookAgain(tally, deps);
    await lookAtNew(tally, deps);
    for (const status of POSTED) await lookAtWindow(status, tally, deps);
    await kept.keepDone(clock.now().toISOString());
  } catch (error) {
    if (!(error instanceof Error && error.name.startsWith('Erp'))) throw error;
    unreachable = `${error.name}: ${error.message}`;
  }
  const done = (await kept.lastDone()) ?? clock.now().toISOString();
  const breaks = await kept.breaks({ limit: MOST_COUNTED });
  const outside = breaks.filter(({ kind }) => kind === 'outside-governance').length;
  return {
    ...tally,
    ...(unreachable !== undefined && { unreachable }),
    minutesSince: Math.max(0, clock.now().getTime() - Date.parse(done)) / 60_000,
    open: { ofCases: breaks.length - outside, outside },
  };
}

/** The watermark advances once all breaks of the page are written; the first run begins at the end of the books. */
async function lookAtNew(tally: Tally, deps: ReconcileDeps): Promise<void> {
  const { kept, books } = deps;
  let mark = await kept.watermark();
  if (mark === undefined) {
    const { last } = await books.documents({ after: 0, limit: 1 });
    await kept.advance(last, undefined);
    return;
  }
  let after = Math.max(mark.start, mark.position - OVERLAP);
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await books.documents({ after, limit: PAGE });
    await lookAtPage(page, tally, deps);
    after = page.documents.at(-1)?.position ?? after;
    if (after > mark.position) {
      if (!(await kept.advance(after, mark))) return;
      mark = { ...mark, position: after };
    }
    if (page.documents.length < PAGE) return;
  }
}

async function lookAtPage({ documents }: BookPage, tally: Tally, deps: ReconcileDeps): Promise<void> {
  const wanted = new Map<string, Wanted>();
  const outside = [];
  for (const document of documents) {
    const caseId = await caseOfKey(document.key, deps);
    const key = document.key ?? '';
    if (caseId === undefined) outside.push(document);
    else wanted.set(caseId, { caseId, keys: [...(wanted.get(caseId)?.keys ?? []), key] });
  }
  await lookAtOutside(outside, tally, deps);
  const failedBefore = tally.failed.length;
  await lookAtCases([...wanted.values()], tally, deps);
  for (const { caseId } of tally.failed.slice(failedBefore))
    for (const key of wanted.get(caseId)?.keys ?? []) await deps.kept.putPending({ key });
  tally.documents += documents.length;
}

/** Goes through all cases of the window and begins anew, some at each run. */
async function lookAtWindow(status: CaseStatus, tally: Tally, deps: ReconcileDeps): Promise<void> {
  const from = new Date(deps.clock.now().getTime() - WINDOW_DAYS * 86_400_000).toISOString();
  const after = await deps.kept.place(status);
  const { cases, next } = await deps.cases.since(status, { from, after, limit: CASES_AT_ONCE });
  await lookAtCases(
    cases.map(({ caseId }) => ({ caseId, keys: [] })),
    tally,
    deps,
  );
  await deps.kept.keepPlace(status, next);
}
