import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { newest, required } from '../shared/case-log.ts';
import type { Clock } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { traceOf } from '../shared/trace.ts';
import type { Agreed, AuthoriseDeps } from './authorise.ts';
import { preparedOf } from './commanded.ts';
import { effectEntries, Held, isConfirmed, leaseLeft } from './effect-log.ts';
import { genuineProposal } from './genuine-proposal.ts';
import { effectOf, unsettledPreparation } from './unsettled.ts';

/** What is prepared and unknown of this command: by this attempt and visit, else by an earlier one. */
export function openPreparation(entries: readonly LedgerEntry[], message: CommandMessage): LedgerEntry | undefined {
  const place = (attempt: unknown, visit: unknown) => Number(attempt) * 1000 + Number(visit);
  const here = place(message.attempt, message.visit ?? 0);
  const sameCommand = ({ body }: LedgerEntry) =>
    body['command'] === message.command && place(body['attempt'], body['visit']) <= here;
  const own = effectEntries(entries, message).find(({ stage }) => stage === 'prepared');
  const found = own ?? unsettledPreparation(entries, sameCommand);
  return found && !isConfirmed(entries, found.body['idempotencyKey']) ? found : undefined;
}

/** The newest entry by which a worker took this effect: to prepare it, or to post it again. */
export function lastTaken(preparation: LedgerEntry, entries: readonly LedgerEntry[]): LedgerEntry {
  const effect = effectOf(preparation);
  const taken = entries.findLast((entry) => effectOf(entry) === effect && entry.body['lease'] !== undefined);
  return taken ?? preparation;
}

/** @throws Held while the worker that prepared it, or one that posts it again, has it */
export function requireLeaseOver(preparation: LedgerEntry, entries: readonly LedgerEntry[], clock: Clock): void {
  const left = leaseLeft(lastTaken(preparation, entries), clock);
  if (left > 0) throw new Held(left);
}

/**
 * The command as it was prepared, from its own decision, whether or not it may still be carried out: enough to look
 * for its document in the ERP, and no leave to post it.
 * @throws CountersignError LedgerBroken when decision, preparation or proposal are not genuine
 */
export async function preparedCommand(
  preparation: LedgerEntry,
  entries: readonly LedgerEntry[],
  { mac, evidence }: Pick<AuthoriseDeps, 'mac' | 'evidence'>,
): Promise<Agreed> {
  const { attempt, visit, digest, idempotencyKey } = preparation.body;
  const within = { attempt: Number(attempt), visit: Number(visit) };
  const decided = required(newest(entries, 'decided', within), 'decided');
  const relied = entries.filter(({ stage }) => ['received', 'superseded', 'confirmed'].includes(stage));
  await requireGenuine(mac, entries, [...relied, decided, preparation]);
  const of = await genuineProposal(preparation.caseId, String(digest), decided, evidence).catch(asBroken);
  const commanded = preparedOf(of, String(digest), entries, idempotencyKey);
  if (!commanded) throw new CountersignError('LedgerBroken', 'what was prepared is no command of the decided proposal');
  const traceparent = traceOf(entries);
  return {
    ...commanded,
    digest: String(digest),
    proposal: of,
    decided,
    approvals: [],
    acts: [],
    ...(traceparent && { traceparent }),
  };
}

function asBroken(error: Error): never {
  if (error.name !== 'NotAuthorised') throw error;
  throw new CountersignError('LedgerBroken', error.message, { cause: error });
}
