import { randomUUID } from 'node:crypto';
import type { Stop } from '../../statemachines/kernel/authority/stop.ts';
import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { unchangedStops } from '../shared/authority/stop-writes.ts';
import { ConditionLost, type TransactWrite } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { type Agreed, agreedCommand, requireEntitled } from './authorise.ts';
import { effectEntries, flightKey, Held, leaseLeft, record } from './effect-log.ts';
import { ErpConflict, ErpRefused, ErpUnavailable } from './errors.ts';
import type { GatewayDeps } from './gateway-ports.ts';
import { isNotExecuted, recordNotExecuted } from './not-executed.ts';
import { OnHold } from './on-hold.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { ErpWriter } from './port.ts';
import { lastTaken, requireLeaseOver } from './preparation.ts';
import { confirm, factsChanged, leftToPerson, notAuthorised, rejected } from './settlements.ts';
import { inTurn, takeShare } from './share.ts';
import { Stopped } from './stopped.ts';
import { settleUnauthorised } from './unauthorised.ts';
import { unsettledPreparation } from './unsettled.ts';

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
  let absent: LedgerEntry | undefined;
  let undoing = false;
  try {
    const agreed = await agreedCommand(message, entries, deps);
    undoing = agreed.undoes !== undefined;
    const { idempotencyKey } = agreed.command;
    const unknown = open ?? unsettledPreparation(entries, ({ body }) => body['idempotencyKey'] === idempotencyKey);
    if (!unknown) agreed.inTurn(entries);
    if (!unknown) return await inTurn(() => prepare(agreed, message, deps));
    const earlier = lastTaken(unknown, entries);
    await requireGenuine(deps.mac, entries, [earlier]);
    requireLeaseOver(earlier, entries, deps.clock);
    if (!isNotExecuted(earlier)) {
      const found = await deps.erp.probe(agreed.command, agreed.digest);
      if (found) return await confirm(found, { ...agreed, taken: earlier }, message, deps);
      if (!deps.erp.enforcesKey)
        return await leftToPerson(message, 'the answer is lost and the ERP does not enforce our key', deps);
    }
    absent = earlier;
    agreed.inTurn(entries);
    const go = open ? postAgain : prepare;
    return await inTurn(() => go(agreed, message, deps, earlier));
  } catch (error) {
    if (error instanceof ErpRefused) return rejected(message, error, deps);
    const known = { nothingOf: absent };
    const reason = (error as Error).message;
    const waits = error instanceof Stopped && error.wholeCompany && (undoing || !absent);
    if (error instanceof Stopped && !waits) return factsChanged(message, reason, deps, known);
    if (isErrorNamed(error, 'FactsChanged')) return factsChanged(message, reason, deps, known);
    if (!isErrorNamed(error, 'NotAuthorised')) throw error;
    if (absent) return notAuthorised(message, reason, deps, known);
    return settleUnauthorised(message, entries, reason, deps).catch((refused: unknown) => {
      if (refused instanceof ErpRefused) return rejected(message, refused, deps);
      throw refused;
    });
  }
}

/**
 * Entitled, unchanged, claimed, counted with its group, and written down in one transaction: only then the ERP is
 * called. `absent`: what was prepared of it before, and is not in the ERP.
 * @throws ConditionLost when another case of the group came first
 */
async function prepare(
  agreed: Agreed,
  message: CommandMessage,
  deps: GatewayDeps,
  absent?: LedgerEntry,
): Promise<LedgerEntry> {
  const { stops, hold, share } = await requireEntitled(agreed, deps);
  const changed = await changedVersions(agreed, deps.erp);
  const { inTurn: guard, undoes } = agreed;
  const known = { nothingOf: absent };
  if (changed.length > 0) return factsChanged(message, changedSince(changed), deps, known);
  const claims = agreed.proposal.claims.map((key): TransactWrite => ({ kind: 'claim', key, caseId: message.caseId }));
  const { digest, commandId, command, traceparent } = agreed;
  const worker = randomUUID();
  const taken = takeShare(share, flightKey(message), absent);
  const { idempotencyKey } = command;
  const trace = traceparent && { traceparent };
  const of = undoes && { undoes: { ...undoes } };
  const place = message.place && { place: message.place };
  const effect = { digest, commandId, idempotencyKey, ...of, ...trace, ...place, lease: leaseEnd(deps), worker };
  let prepared: LedgerEntry;
  try {
    const together = [
      ...unchangedStops([...stops, hold]),
      ...claims,
      airborne(message, commandId, stops, deps),
      ...taken.writes,
    ];
    prepared = await record(message, { stage: 'prepared', body: { ...effect, ...taken.body }, together, guard }, deps);
    if (prepared.body['worker'] !== worker) throw new Held(leaseLeft(prepared, deps.clock));
  } catch (error) {
    if (!(error instanceof ConditionLost) || error.write.kind === 'turn') throw error;
    const { kind, key } = error.write;
    if (key === hold.key) throw new OnHold(hold, deps.clock);
    const why = kind === 'claim' ? `another case holds ${key}` : `${key} has changed`;
    return factsChanged(message, why, deps, known);
  }
  return post(agreed, message, prepared, deps);
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

/**
 * Prepared, its lease over, and not in the ERP: the ERP itself enforces our key, or said that it did not execute the
 * last call. Counted again, as of today; what was not executed is held against the facts of today too.
 * @throws ConditionLost when another case of the group came first
 */
async function postAgain(
  agreed: Agreed,
  message: CommandMessage,
  deps: GatewayDeps,
  open: LedgerEntry,
): Promise<LedgerEntry> {
  const { share, hold } = await requireEntitled(agreed, deps);
  const changed = isNotExecuted(open) ? await changedVersions(agreed, deps.erp) : [];
  if (changed.length > 0) return factsChanged(message, changedSince(changed), deps, { nothingOf: open });
  const worker = randomUUID();
  const taken = takeShare(share, flightKey(message), open);
  const body = { found: false, lease: leaseEnd(deps), worker, ...taken.body };
  const together = [...taken.writes, ...unchangedStops([hold])];
  const probed = await record(
    message,
    { stage: 'probed', body, nth: open.seq, together, guard: agreed.inTurn },
    deps,
  ).catch((error: unknown) => {
    if (error instanceof ConditionLost && error.write.key === hold.key) throw new OnHold(hold, deps.clock);
    throw error;
  });
  if (probed.body['worker'] !== worker) throw new Held(leaseLeft(probed, deps.clock));
  return post(agreed, message, probed, deps);
}

/** Only the worker whose lease runs comes here, so what the ERP says settles the command. */
async function post(
  agreed: Agreed,
  message: CommandMessage,
  prepared: LedgerEntry,
  deps: GatewayDeps,
): Promise<LedgerEntry> {
  const known = { holder: String(prepared.body['worker']), nothingOf: prepared };
  try {
    const { command, digest, traceparent } = agreed;
    const document = await deps.erp.post(command, digest, traceparent ? { traceparent } : {});
    return await confirm(document, { ...agreed, taken: prepared }, message, deps);
  } catch (error) {
    if (error instanceof ErpConflict) return factsChanged(message, error.message, deps, known);
    if (error instanceof ErpRefused) return rejected(message, error, deps, known);
    if (error instanceof ErpUnavailable && !error.sent) await recordNotExecuted(message, prepared, deps);
    throw error;
  }
}

const changedSince = (changed: readonly string[]) => `changed since the decision: ${changed.join(', ')}`;

/** Of what the decision relied on; what is undone relies on its own document alone. */
async function changedVersions({ proposal, undoes }: Agreed, erp: ErpWriter): Promise<string[]> {
  if (undoes) return [];
  const name = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;
  const now = new Map((await erp.versions(proposal.expects)).map((entity) => [name(entity), entity.version]));
  return proposal.expects.filter((entity) => now.get(name(entity)) !== entity.version).map(name);
}

const leaseEnd = ({ clock, leaseMs }: GatewayDeps) => new Date(clock.now().getTime() + leaseMs).toISOString();
