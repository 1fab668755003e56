import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { effectEntries, record } from './effect-log.ts';
import { ErpRefused } from './errors.ts';
import type { GatewayDeps } from './gateway-ports.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { lastTaken, openPreparation, preparedCommand, requireLeaseOver } from './preparation.ts';
import { confirm, leftToPerson, rejected } from './settlements.ts';

interface Crashed {
  readonly crashes: number;
  /** Whether the ERP is asked for what was prepared; asking may be what crashes. */
  readonly looks: boolean;
}

/**
 * Settles a command whose workers keep dying. Nothing is posted: what was never prepared is withdrawn, what the ERP has
 * is confirmed, and anything else is left to a person, who is told to look there.
 * @throws CountersignError LedgerBroken
 */
export function giveUp(message: CommandMessage, crashed: Crashed, deps: GatewayDeps): Promise<Outcome> {
  return outcomeOf(message, deps, (entries) => settleCrashed(message, entries, crashed, deps));
}

async function settleCrashed(
  message: CommandMessage,
  entries: readonly LedgerEntry[],
  { crashes, looks }: Crashed,
  deps: GatewayDeps,
): Promise<LedgerEntry> {
  const reason = `given up: its worker died ${crashes} times`;
  const preparation = openPreparation(entries, message);
  if (!preparation) {
    const afterProbe = effectEntries(entries, message).some(({ stage }) => stage === 'prepared');
    return record(message, { stage: 'withdrawn', body: { reason, crashes, afterProbe } }, deps);
  }
  requireLeaseOver(preparation, entries, deps.clock);
  if (!looks) return leftToPerson(message, reason, deps, { crashes });
  const prepared = await preparedCommand(preparation, entries, deps);
  const taken = lastTaken(preparation, entries);
  await requireGenuine(deps.mac, entries, [taken]);
  try {
    const found = await deps.erp.probe(prepared.command, prepared.digest);
    if (found) return await confirm(found, { ...prepared, taken }, message, deps, { crashes });
  } catch (error) {
    if (error instanceof ErpRefused) return rejected(message, error, deps);
    throw error;
  }
  return leftToPerson(message, `${reason}, and it was not found there`, deps, { crashes });
}
