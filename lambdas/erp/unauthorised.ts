import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { isClosedSince } from '../shared/attempts.ts';
import { newest } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { GatewayDeps } from './gateway-ports.ts';
import { lastTaken, openPreparation, preparedCommand, requireLeaseOver } from './preparation.ts';
import { confirm, leftToPerson, notAuthorised } from './settlements.ts';
import { isUndone } from './steps.ts';

/**
 * Settles a command that may not be carried out any more. What was prepared while it might may have happened, so the
 * ERP is asked first: a document that is there is confirmed, with `authorisationLost` beside it. What another attempt
 * has confirmed under the same decision, and nobody undone, is done, and its entry is the answer. Nothing is posted.
 * @throws Held, ErpUnavailable, ErpUnknown while the ERP can't be asked; ErpRefused when it has another document under
 * the key; CountersignError LedgerBroken
 */
export async function settleUnauthorised(
  message: CommandMessage,
  entries: readonly LedgerEntry[],
  reason: string,
  deps: GatewayDeps,
): Promise<LedgerEntry> {
  const done = confirmedByAnother(entries, message);
  if (done) {
    await requireGenuine(deps.mac, entries, [done]);
    return done;
  }
  const preparation = openPreparation(entries, message);
  if (!preparation) return notAuthorised(message, reason, deps);
  requireLeaseOver(preparation, entries, deps.clock);
  const taken = lastTaken(preparation, entries);
  await requireGenuine(deps.mac, entries, [taken]);
  const prepared = await preparedCommand(preparation, entries, deps);
  const found = await deps.erp.probe(prepared.command, prepared.digest);
  if (found) {
    const lost = !prepared.undoes && !(await isDecidedAgain(entries, prepared.digest, deps));
    return confirm(found, { ...prepared, taken }, message, deps, lost ? { authorisationLost: reason } : {});
  }
  if (!deps.erp.enforcesKey) return leftToPerson(message, `${reason}, and the ERP does not enforce our key`, deps);
  return notAuthorised(message, reason, deps, { nothingOf: taken });
}

/** Whether the newest decision of the case is for the agent to do exactly the same, and the case is not closed since. */
async function isDecidedAgain(entries: readonly LedgerEntry[], digest: string, { mac }: GatewayDeps): Promise<boolean> {
  const decided = newest(entries, 'decided');
  if (!decided || decided.body['digest'] !== digest || decided.body['route'] !== 'auto') return false;
  await requireGenuine(mac, entries, [decided]);
  return !isClosedSince(decided, entries);
}

/** The entry by which another attempt or visit confirmed exactly what this one decided. */
function confirmedByAnother(entries: readonly LedgerEntry[], message: CommandMessage): LedgerEntry | undefined {
  const { attempt, visit = 0, command } = message;
  const digest = newest(entries, 'decided', { attempt, visit })?.body['digest'];
  return entries.find(
    ({ stage, body }) =>
      stage === 'confirmed' &&
      body['command'] === command &&
      body['digest'] === digest &&
      !isUndone(entries, body['idempotencyKey']),
  );
}
