import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Break } from '../../statemachines/kernel/reconciliation.ts';
import { type CommandMessage, commandMessage } from '../../statemachines/kernel/task-input.ts';
import { SETTLED } from '../erp/answer.ts';
import { effectOf } from '../erp/unsettled.ts';
import { openBreaksOf } from '../shared/open-breaks.ts';
import type { ReconcileDeps } from './ports.ts';

/** For so long after the gateway was asked to settle it, a case may still come to say what the ERP has. */
export const SETTLING_MS = 10 * 60_000;
/** Nobody waits for this answer. */
const NOBODYS_TOKEN = 'reconcile';

/**
 * Whether a document in the ERP whose case does not say so may still be settled: while the lease of its worker runs, and
 * then for a time after its command was put to the gateway once more. After that it is a break, as is one whose effect
 * was settled as something else: nothing will change that.
 */
export async function isSettling(
  { subject: key }: Break,
  entries: readonly LedgerEntry[],
  company: string,
  { kept, clock, settle }: Pick<ReconcileDeps, 'kept' | 'clock' | 'settle'>,
): Promise<boolean> {
  const isBreak = openBreaksOf(entries).some(({ kind, subject }) => kind === 'case-not-confirmed' && subject === key);
  const preparation = entries.findLast(({ stage, body }) => stage === 'prepared' && body['idempotencyKey'] === key);
  if (isBreak || !preparation) return false;
  const mine = entries.filter((entry) => effectOf(entry) === effectOf(preparation));
  if (mine.some(({ stage }) => SETTLED.has(stage))) return false;
  const now = clock.now();
  const pending = await kept.pendingOf(key);
  if (pending?.asked !== undefined) return now.getTime() - Date.parse(pending.asked) < SETTLING_MS;
  if (now.getTime() < leaseEnd(mine)) {
    await kept.putPending({ key });
    return true;
  }
  await settle(commandOf(preparation), company);
  await kept.putPending({ key, asked: now.toISOString() });
  return true;
}

/** Of whoever took the effect last; milliseconds since the epoch. */
function leaseEnd(effect: readonly LedgerEntry[]): number {
  const taken = effect.findLast(({ body }) => body['lease'] !== undefined);
  return Date.parse(String(taken?.body['lease']));
}

/** The command of a preparation, as the gateway takes it. */
export function commandOf({ caseId, workflow, body: { attempt, visit, command } }: LedgerEntry): CommandMessage {
  const gathered = visit === 0 ? {} : { visit };
  const ref = { schema: 1, caseId, workflow: workflow.slug, attempt, ...gathered };
  return commandMessage.parse({ ...ref, command, taskToken: NOBODYS_TOKEN });
}

/** The ERP company in whose order the case's commands stand: of the newest decision that has a proposal. */
export const companyOf = (entries: readonly LedgerEntry[]) =>
  String(entries.findLast(({ stage, body }) => stage === 'decided' && body['company'])?.body['company'] ?? '');
