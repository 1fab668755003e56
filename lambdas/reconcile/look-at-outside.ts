import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import {
  type BookedDocument,
  breakCaseId,
  RECONCILIATION,
  reconcile,
} from '../../statemachines/kernel/reconciliation.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { handPostings, matchBack, namedBy } from './hand-postings.ts';
import { failed } from './look-at-cases.ts';
import type { ReconcileDeps } from './ports.ts';
import { recordBreaks } from './record-breaks.ts';
import type { Tally } from './tally.ts';

/**
 * Writes of documents without a case that they have none, each in a case of its own; and that it is gone. What a person
 * says they have posted by hand is matched back to its case.
 */
export async function lookAtOutside(
  documents: readonly BookedDocument[],
  tally: Tally,
  deps: ReconcileDeps,
): Promise<void> {
  if (documents.length === 0) return;
  const postings = await handPostings(tally, deps);
  for (const document of documents) {
    const { key: _, ...keyless } = document;
    const caseId = breakCaseId(document.id);
    const posting = document.cancelled ? undefined : namedBy(document, postings);
    if (posting) {
      await matchBack(posting, document, deps);
      await closeOutside(caseId, document.company, tally, deps);
      continue;
    }
    await look(caseId, [keyless], document.company, tally, deps).catch(brokenAlone(caseId, tally));
  }
}

/** A document outside governance that the ERP does not have any more, or that has a case by now. */
export const closeOutside = (caseId: string, company: string, tally: Tally, deps: ReconcileDeps) =>
  look(caseId, [], company, tally, deps).catch(brokenAlone(caseId, tally));

/** Whoever changed the ledger is alarmed about; anything else ends the run before the watermark passes the document. */
const brokenAlone = (caseId: string, tally: Tally) => (error: unknown) => {
  if (!isErrorNamed(error, 'LedgerBroken')) throw error;
  failed(caseId, tally)(error as Error);
};

async function look(
  caseId: string,
  documents: readonly BookedDocument[],
  company: string,
  tally: Tally,
  deps: ReconcileDeps,
): Promise<void> {
  const entries = await deps.ledger.read(caseId);
  await requireGenuine(deps.mac, entries, entries);
  const breaks = reconcile([], documents);
  if (entries.length === 0 && breaks.length === 0) return;
  const recorded = await recordBreaks({ caseId, entries, breaks, company, workflow: RECONCILIATION }, deps);
  tally.found.push(...recorded.found);
  tally.closed.push(...recorded.closed);
}
