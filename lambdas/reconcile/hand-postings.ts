import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { BookedDocument } from '../../statemachines/kernel/reconciliation.ts';
import { handPosting } from '../../statemachines/kernel/statements.ts';
import { newest } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { failed } from './look-at-cases.ts';
import { type ReconcileDeps, WINDOW_DAYS } from './ports.ts';
import type { Tally } from './tally.ts';

const PAGE = 100;
const MOST_PAGES = 5;

/** A case of which a person says that they have posted it in the ERP, and as what. */
interface HandPosting {
  readonly said: LedgerEntry;
  readonly number: string;
  /** The ERP company that was decided for it, if it was decided. */
  readonly company?: string | undefined;
}

/** What people say they have posted by hand within the window, and nobody has taken back. */
export async function handPostings(tally: Tally, deps: ReconcileDeps): Promise<readonly HandPosting[]> {
  const from = new Date(deps.clock.now().getTime() - WINDOW_DAYS * 86_400_000).toISOString();
  const found: HandPosting[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { cases, next } = await deps.cases.since('posted-by-hand', { from, after, limit: PAGE });
    for (const { caseId } of cases) {
      const posting = await read(caseId, deps).catch(failed(caseId, tally));
      if (posting) found.push(posting);
    }
    if (next === undefined) break;
    after = next;
  }
  return found;
}

async function read(caseId: string, { ledger, mac }: ReconcileDeps): Promise<HandPosting | undefined> {
  const entries = await ledger.read(caseId);
  const said = handPosting(entries);
  if (!said) return undefined;
  await requireGenuine(mac, entries, [said]);
  const company = newest(entries, 'decided')?.body['company'];
  return { said, number: String(said.body['document']), ...(typeof company === 'string' && { company }) };
}

/** Whether somebody has said of this document that they have posted it: the same number, in the company that was decided. */
export function namedBy(
  { number, company }: BookedDocument,
  postings: readonly HandPosting[],
): HandPosting | undefined {
  return postings.find((posting) => posting.number === number && (posting.company ?? company) === company);
}

/** The case says, once for each statement, that the ERP has what it names, and with which amounts. */
export async function matchBack({ said }: HandPosting, document: BookedDocument, deps: ReconcileDeps): Promise<void> {
  const { id, number, currency, net, tax, gross } = document;
  await deps.ledger.append(said.caseId, {
    ...{ entryKey: `hand-posting-found/${said.seq}`, stage: 'hand-posting-found', workflow: said.workflow },
    actor: { kind: 'system', id: 'reconcile' },
    body: { statement: said.seq, document: { id, number, currency, net, tax, gross } },
    evidence: [],
  });
}
