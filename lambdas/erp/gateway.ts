import { randomUUID } from 'node:crypto';
import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { unchangedStops } from '../shared/authority/stop-writes.ts';
import { ConditionLost, type TransactWrite } from '../shared/ports.ts';
import { type Answer, answerOf, SETTLED } from './answer.ts';
import { type Agreed, type AuthoriseDeps, agreedCommand, requireEntitled } from './authorise.ts';
import { type EffectLogDeps, effectEntries, Held, leaseLeft, record, unsettledPreparation } from './effect-log.ts';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from './errors.ts';
import { deviations, type ErpDocument, type ErpWriter } from './port.ts';
import { Stopped } from './stopped.ts';

export interface GatewayDeps extends AuthoriseDeps, EffectLogDeps {
  readonly erp: ErpWriter;
  /** Milliseconds for which a prepared command is this worker's alone. */
  readonly leaseMs: number;
}

/** Settled, with what to tell the waiting state; or to be tried again after a time. */
export type Outcome =
  | { readonly kind: 'settled'; readonly answer: Answer }
  | { readonly kind: 'later'; readonly afterMs: number; readonly why: string };

/** Carries one command to the ERP, at most once; idempotent, whoever calls it how often (T7). */
export async function execute(message: CommandMessage, deps: GatewayDeps): Promise<Outcome> {
  const { taskToken: _, command: __, ...ref } = message;
  const entries = await deps.ledger.read(message.caseId);
  const mine = effectEntries(entries, message);
  const settled = mine.findLast(({ stage }) => SETTLED.has(stage));
  if (settled) return { kind: 'settled', answer: answerOf(settled, ref) };
  try {
    return { kind: 'settled', answer: answerOf(await carryOut(message, entries, deps), ref) };
  } catch (error) {
    const afterMs = waitAfter(error);
    if (afterMs === undefined) throw error;
    return { kind: 'later', afterMs, why: (error as Error).message };
  }
}

/** Between two looks at a stop, milliseconds. */
const STOPPED_MS = 30_000;

/** How long to wait before the command is tried again; `undefined` for what is no reason to wait. */
function waitAfter(error: unknown): number | undefined {
  if (error instanceof Held) return error.ms;
  if (error instanceof Stopped) return STOPPED_MS;
  if (error instanceof ErpUnavailable) return error.retryAfterMs ?? 0;
  return error instanceof ErpUnknown ? 0 : undefined;
}

/**
 * A prepared command without an outcome is nobody's before its lease ends; then the ERP is probed first. What can't be
 * authorised any more is settled, unless the ERP may have it.
 */
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
    const earlier = open ?? unsettledPreparation(entries, agreed.command.idempotencyKey);
    if (!earlier) return await prepare(agreed, message, deps);
    const wait = leaseLeft(earlier, deps.clock);
    if (wait > 0) throw new Held(wait);
    const found = await deps.erp.probe(agreed.command, agreed.digest);
    if (found) return await confirm(found, agreed, message, deps);
    probed = true;
    if (!deps.erp.enforcesKey) return await leaveToPerson(message, deps);
    return await (open ? postAgain(open, agreed, message, deps) : prepare(agreed, message, deps));
  } catch (error) {
    if (error instanceof ErpRefused) return rejected(message, error, deps);
    if (error instanceof Stopped && !error.wholeCompany) return factsChanged(message, error.message, deps);
    if (isErrorNamed(error, 'FactsChanged')) return factsChanged(message, (error as Error).message, deps);
    if (!isErrorNamed(error, 'NotAuthorised')) throw error;
    const reason = (error as Error).message;
    if (!open || probed) return record(message, { stage: 'not-authorised', body: { reason } }, deps);
    return record(
      message,
      { stage: 'withdrawn', body: { reason: `look in the ERP: ${reason}`, afterProbe: true } },
      deps,
    );
  }
}

/** Entitled, unchanged, claimed, and written down in one transaction: only then the ERP is called. */
async function prepare(agreed: Agreed, message: CommandMessage, deps: GatewayDeps): Promise<LedgerEntry> {
  const snapshot = await requireEntitled(agreed, deps);
  const changed = await changedVersions(agreed, deps.erp);
  if (changed.length > 0) return factsChanged(message, `changed since the decision: ${changed.join(', ')}`, deps);
  const claims = agreed.proposal.claims.map((key): TransactWrite => ({ kind: 'claim', key, caseId: message.caseId }));
  const { digest, commandId, command } = agreed;
  const worker = randomUUID();
  const body = { digest, commandId, idempotencyKey: command.idempotencyKey, lease: leaseEnd(deps), worker };
  try {
    const prepared = await record(
      message,
      { stage: 'prepared', body, together: [...unchangedStops(snapshot.stops), ...claims] },
      deps,
    );
    if (prepared.body['worker'] !== worker) throw new Held(leaseLeft(prepared, deps.clock));
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    const { kind, key } = error.write;
    return factsChanged(message, kind === 'claim' ? `another case holds ${key}` : `${key} has changed`, deps);
  }
  return post(agreed, message, deps);
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
  return post(agreed, message, deps);
}

async function post(agreed: Agreed, message: CommandMessage, deps: GatewayDeps): Promise<LedgerEntry> {
  try {
    return await confirm(await deps.erp.post(agreed.command, agreed.digest), agreed, message, deps);
  } catch (error) {
    if (error instanceof ErpConflict) return factsChanged(message, error.message.slice(0, 1000), deps);
    throw error;
  }
}

function confirm(
  document: ErpDocument,
  { command, commandId, digest }: Agreed,
  message: CommandMessage,
  deps: GatewayDeps,
) {
  const { idempotencyKey, payload } = command;
  const paymentBlocked = payload['paymentBlock'] !== undefined;
  const body = {
    digest,
    commandId,
    idempotencyKey,
    document: { ...document },
    deviations: deviations(document, command),
    paymentBlocked,
  };
  return record(message, { stage: 'confirmed', body }, deps);
}

const rejected = (message: CommandMessage, { message: words }: ErpRefused, deps: GatewayDeps) =>
  record(message, { stage: 'rejected-by-erp', body: { reason: words.slice(0, 1000) } }, deps);

const factsChanged = (message: CommandMessage, reason: string, deps: GatewayDeps) =>
  record(message, { stage: 'facts-changed', body: { reason } }, deps);

/** Nobody knows whether the ERP has it, and posting again could post twice. */
const leaveToPerson = (message: CommandMessage, deps: GatewayDeps) => {
  const reason = 'the answer is lost and the ERP does not enforce our key: look there for the document';
  return record(message, { stage: 'withdrawn', body: { reason, afterProbe: true } }, deps);
};

async function changedVersions({ proposal }: Agreed, erp: ErpWriter): Promise<string[]> {
  const name = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;
  const now = new Map((await erp.versions(proposal.expects)).map((entity) => [name(entity), entity.version]));
  return proposal.expects.filter((entity) => now.get(name(entity)) !== entity.version).map(name);
}

const leaseEnd = ({ clock, leaseMs }: GatewayDeps) => new Date(clock.now().getTime() + leaseMs).toISOString();
