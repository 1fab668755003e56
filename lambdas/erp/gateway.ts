import { randomUUID } from 'node:crypto';
import type { Stop } from '../../statemachines/kernel/authority/stop.ts';
import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { unchangedStops } from '../shared/authority/stop-writes.ts';
import { ConditionLost, type TransactWrite } from '../shared/ports.ts';
import { type Agreed, agreedCommand, requireEntitled } from './authorise.ts';
import { effectEntries, flightKey, Held, leaseLeft, record } from './effect-log.ts';
import { ErpConflict, ErpRefused } from './errors.ts';
import type { GatewayDeps } from './gateway-ports.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { ErpWriter } from './port.ts';
import { requireLeaseOver, unsettledPreparation } from './preparation.ts';
import { confirm, factsChanged, leftToPerson, notAuthorised, rejected } from './settlements.ts';
import { Stopped } from './stopped.ts';
import { settleUnauthorised } from './unauthorised.ts';

/** Carries one command to the ERP, at most once (T7). */
export function execute(message: CommandMessage, deps: GatewayDeps): Promise<Outcome> {
  return outcomeOf(message, deps, (entries) => carryOut(message, entries, deps));
}

/** A prepared command without an outcome is nobody's before its lease ends; then the ERP is probed first. */
async function carryOut(
  message: CommandMessage,
  entries: readonly LedgerEntry[],
  deps: GatewayDeps,
): Promise<LedgerEntry> {
  const open = effectEntries(entries, message).findLast(({ stage }) => stage === 'prepared' || stage === 'probed');
  const left = open ? leaseLeft(open, deps.clock) : 0;
  if (left > 0) throw new Held(left);
  let probed = false;
  try {
    const agreed = await agreedCommand(message, entries, deps);
    const { idempotencyKey } = agreed.command;
    const earlier = open ?? unsettledPreparation(entries, ({ body }) => body['idempotencyKey'] === idempotencyKey);
    if (!earlier) return await prepare(agreed, message, deps);
    requireLeaseOver(earlier, entries, deps.clock);
    const found = await deps.erp.probe(agreed.command, agreed.digest);
    if (found) return await confirm(found, agreed, message, deps);
    probed = true;
    if (!deps.erp.enforcesKey)
      return await leftToPerson(message, 'the answer is lost and the ERP does not enforce our key', deps);
    return await (open ? postAgain(open, agreed, message, deps) : prepare(agreed, message, deps));
  } catch (error) {
    if (error instanceof ErpRefused) return rejected(message, error, deps);
    if (error instanceof Stopped && (probed || !error.wholeCompany)) return factsChanged(message, error.message, deps);
    if (isErrorNamed(error, 'FactsChanged')) return factsChanged(message, (error as Error).message, deps);
    if (!isErrorNamed(error, 'NotAuthorised')) throw error;
    const reason = (error as Error).message;
    if (probed) return notAuthorised(message, reason, deps);
    return settleUnauthorised(message, entries, reason, deps).catch((refused: unknown) => {
      if (refused instanceof ErpRefused) return rejected(message, refused, deps);
      throw refused;
    });
  }
}

/** Entitled, unchanged, claimed, and written down in one transaction: only then the ERP is called. */
async function prepare(agreed: Agreed, message: CommandMessage, deps: GatewayDeps): Promise<LedgerEntry> {
  const stops = await requireEntitled(agreed, deps);
  const changed = await changedVersions(agreed, deps.erp);
  if (changed.length > 0) return factsChanged(message, `changed since the decision: ${changed.join(', ')}`, deps);
  const claims = agreed.proposal.claims.map((key): TransactWrite => ({ kind: 'claim', key, caseId: message.caseId }));
  const { digest, commandId, command } = agreed;
  const worker = randomUUID();
  const body = { digest, commandId, idempotencyKey: command.idempotencyKey, lease: leaseEnd(deps), worker };
  try {
    const together = [...unchangedStops(stops), ...claims, airborne(message, commandId, stops, deps)];
    const prepared = await record(message, { stage: 'prepared', body, together }, deps);
    if (prepared.body['worker'] !== worker) throw new Held(leaseLeft(prepared, deps.clock));
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    const { kind, key } = error.write;
    return factsChanged(message, kind === 'claim' ? `another case holds ${key}` : `${key} has changed`, deps);
  }
  return post(agreed, message, worker, deps);
}

/** On the list of what a stop switch must wait for, until it is settled. */
function airborne(
  message: CommandMessage,
  commandId: string,
  stops: readonly Stop[],
  { clock }: GatewayDeps,
): TransactWrite {
  const scopes = stops.map(({ kind, id }) => ({ kind, id }));
  const flight = { caseId: message.caseId, commandId, preparedAt: clock.now().toISOString(), scopes };
  return { kind: 'airborne', key: flightKey(message), flight };
}

/** Prepared, its lease over, not in the ERP, and the ERP itself enforces our key. */
async function postAgain(
  open: LedgerEntry,
  agreed: Agreed,
  message: CommandMessage,
  deps: GatewayDeps,
): Promise<LedgerEntry> {
  await requireEntitled(agreed, deps);
  const worker = randomUUID();
  const body = { found: false, lease: leaseEnd(deps), worker };
  const probed = await record(message, { stage: 'probed', body, nth: open.seq }, deps);
  if (probed.body['worker'] !== worker) throw new Held(leaseLeft(probed, deps.clock));
  return post(agreed, message, worker, deps);
}

/** Only the worker whose lease runs comes here, so what the ERP says settles the command. */
async function post(agreed: Agreed, message: CommandMessage, worker: string, deps: GatewayDeps): Promise<LedgerEntry> {
  try {
    return await confirm(await deps.erp.post(agreed.command, agreed.digest), agreed, message, deps);
  } catch (error) {
    if (error instanceof ErpConflict) return factsChanged(message, error.message, deps, worker);
    if (error instanceof ErpRefused) return rejected(message, error, deps, worker);
    throw error;
  }
}

async function changedVersions({ proposal }: Agreed, erp: ErpWriter): Promise<string[]> {
  const name = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;
  const now = new Map((await erp.versions(proposal.expects)).map((entity) => [name(entity), entity.version]));
  return proposal.expects.filter((entity) => now.get(name(entity)) !== entity.version).map(name);
}

const leaseEnd = ({ clock, leaseMs }: GatewayDeps) => new Date(clock.now().getTime() + leaseMs).toISOString();
