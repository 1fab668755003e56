import type { BookedDocument } from '../../statemachines/kernel/reconciliation.ts';
import { openBreaksOf } from '../shared/open-breaks.ts';
import { caseOfKey } from './case-of-key.ts';
import { lookAtCases, type Wanted } from './look-at-cases.ts';
import { closeOutside, lookAtOutside } from './look-at-outside.ts';
import { type ListedBreak, placeOf, type ReconcileDeps } from './ports.ts';
import type { Tally } from './tally.ts';

/** Of each list, at every run; the next run goes on behind them. */
const AT_ONCE = 100;

/** Looks once more at what was pending or broken when it was looked at last: it may be settled, or gone. */
export async function lookAgain(tally: Tally, deps: ReconcileDeps): Promise<void> {
  const { kept } = deps;
  const pending = await kept.pending({ after: await kept.place('pending'), limit: AT_ONCE });
  const breaks = await kept.breaks({ after: await kept.place('breaks'), limit: AT_ONCE });
  const outside = breaks.filter(({ kind }) => kind === 'outside-governance');
  const ofCases = breaks.filter(({ kind }) => kind !== 'outside-governance');
  const ofPending = pending.map(async ({ key }) => ({
    caseId: (await caseOfKey(key, deps)) ?? key.split('/')[0] ?? '',
    keys: [key],
  }));
  await lookAtCases(
    together([
      ...(await Promise.all(ofPending)),
      ...ofCases.map(({ caseId, subject }) => ({ caseId, keys: [subject] })),
    ]),
    tally,
    deps,
  );
  await lookAtOutsideAgain(outside, tally, deps);
  for (const listed of breaks) await dropIfClosed(listed, tally, deps);
  await kept.keepPlace('pending', pending.length < AT_ONCE ? undefined : pending.at(-1)?.key);
  const last = breaks.at(-1);
  await kept.keepPlace('breaks', breaks.length < AT_ONCE || !last ? undefined : placeOf(last));
}

async function lookAtOutsideAgain(listed: readonly ListedBreak[], tally: Tally, deps: ReconcileDeps): Promise<void> {
  const ids = listed.flatMap(({ documents }) => documents);
  const documents = ids.length > 0 ? await deps.books.documentsById(ids) : [];
  for (const { caseId, subject, company } of listed) {
    const now: BookedDocument | undefined = documents.find(({ id }) => id === subject);
    if (now && (await caseOfKey(now.key, deps)) === undefined) await lookAtOutside([now], tally, deps);
    else await closeOutside(caseId, company, tally, deps);
  }
}

/** A run may have died between the entry that closed it and this. */
async function dropIfClosed(listed: ListedBreak, tally: Tally, { ledger, kept }: ReconcileDeps): Promise<void> {
  if (tally.failed.some(({ caseId }) => caseId === listed.caseId)) return;
  const open = openBreaksOf(await ledger.read(listed.caseId));
  if (open.some(({ kind, subject }) => kind === listed.kind && subject === listed.subject)) return;
  await kept.dropBreak(listed);
}

/** Each case once, with all that is wanted of it. */
function together(wanted: readonly Wanted[]): Wanted[] {
  const byCase = new Map<string, Wanted>();
  for (const { caseId, keys } of wanted)
    byCase.set(caseId, { caseId, keys: [...new Set([...(byCase.get(caseId)?.keys ?? []), ...keys])] });
  return [...byCase.values()];
}
