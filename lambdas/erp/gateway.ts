import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { ConditionLost, type Ledger, type TransactWrite } from '../shared/ports.ts';
import { type Answer, answerOf, SETTLED } from './answer.ts';
import { type AuthoriseDeps, type Authorised, authorise } from './authorise.ts';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from './errors.ts';
import { deviations, type ErpDocument, type ErpWriter } from './port.ts';

export interface GatewayDeps extends AuthoriseDeps {
  readonly ledger: Ledger;
  readonly erp: ErpWriter;
  /** Milliseconds for which a prepared command is this worker's alone. */
  readonly leaseMs: number;
}

/** Settled, with what to tell the waiting state; or to be tried again after a time. */
export type Outcome =
  | { readonly kind: 'settled'; readonly answer: Answer }
  | { readonly kind: 'later'; readonly afterMs: number };

const BUSY_MS = 2_000;

/** Carries one command to the ERP, at most once: see the blueprint's gateway, lease and probe. */
export async function execute(message: CommandMessage, deps: GatewayDeps): Promise<Outcome> {
  const { taskToken: _, command: __, ...ref } = message;
  const entries = await deps.ledger.read(message.caseId);
  const mine = effectEntries(entries, message);
  const settled = mine.findLast(({ stage }) => SETTLED.has(stage));
  if (settled) return { kind: 'settled', answer: answerOf(settled, ref) };
  try {
    const authorised = await authorise(message, entries, deps);
    const open = mine.findLast(({ stage }) => stage === 'prepared' || stage === 'probed');
    const entry = open
      ? await resume(open, authorised, message, deps)
      : await prepareAndPost(authorised, message, deps);
    if (!SETTLED.has(entry.stage)) return { kind: 'later', afterMs: leaseLeft(entry, deps) };
    return { kind: 'settled', answer: answerOf(entry, ref) };
  } catch (error) {
    if (error instanceof ErpUnavailable) return { kind: 'later', afterMs: Math.max(BUSY_MS, error.retryAfterMs ?? 0) };
    if (error instanceof ErpUnknown || error instanceof Held)
      return { kind: 'later', afterMs: error instanceof Held ? error.ms : BUSY_MS };
    if (!(error instanceof CountersignError) || error.name !== 'NotAuthorised') throw error;
    if (mine.some(({ stage }) => stage === 'prepared')) throw error;
    const entry = await record(message, 'not-authorised', { reason: error.message }, [], deps);
    return { kind: 'settled', answer: answerOf(entry, ref) };
  }
}

/** The entries of this command, of this attempt and visit. */
export function effectEntries(entries: readonly LedgerEntry[], message: CommandMessage): LedgerEntry[] {
  const key = effectKey(message);
  return entries.filter((entry) => entry.entryKey.startsWith(`${key}/`));
}

const effectKey = ({ attempt, visit, command }: CommandMessage) => `effect/${attempt}/${visit ?? 0}/${command}`;

async function prepareAndPost(
  authorised: Authorised,
  message: CommandMessage,
  deps: GatewayDeps,
): Promise<LedgerEntry> {
  const changed = await changedVersions(authorised, deps);
  if (changed.length > 0)
    return record(message, 'facts-changed', { reason: `changed since the decision: ${changed.join(', ')}` }, [], deps);
  const claims = authorised.proposal.claims.map(
    (key): TransactWrite => ({ kind: 'claim', key, caseId: message.caseId }),
  );
  const switches = authorised.snapshot.stops.map(
    ({ key, version }): TransactWrite => ({ kind: 'unchanged', key, version: version ?? -1 }),
  );
  try {
    const body = {
      digest: authorised.digest,
      commandId: authorised.commandId,
      lease: leaseEnd(deps),
      idempotencyKey: authorised.command.idempotencyKey,
    };
    const nonce = crypto.randomUUID();
    const prepared = await record(message, 'prepared', { ...body, worker: nonce }, [...switches, ...claims], deps);
    if (prepared.body['worker'] !== nonce) throw new Held(leaseLeft(prepared, deps));
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    const reason =
      error.write.kind === 'claim' ? `another case holds ${error.write.key}` : `${error.write.key} has changed`;
    return record(message, 'facts-changed', { reason }, [], deps);
  }
  return post(authorised, message, deps);
}

/** A prepared command without an outcome: nobody acts before its lease ends; then it is probed, and only then posted. */
async function resume(
  open: LedgerEntry,
  authorised: Authorised,
  message: CommandMessage,
  deps: GatewayDeps,
): Promise<LedgerEntry> {
  const left = leaseLeft(open, deps);
  if (left > 0) throw new Held(left);
  const found = await deps.erp.probe(authorised.command, authorised.digest);
  if (found) return confirm(found, authorised, message, deps);
  if (!deps.erp.enforcesKey)
    return record(message, 'withdrawn', { reason: 'nobody knows whether the ERP has it' }, [], deps);
  const nonce = crypto.randomUUID();
  const probed = await record(
    message,
    'probed',
    { found: false, lease: leaseEnd(deps), worker: nonce, after: open.seq },
    [],
    deps,
    `${open.seq}`,
  );
  if (probed.body['worker'] !== nonce) throw new Held(leaseLeft(probed, deps));
  return post(authorised, message, deps);
}

async function post(authorised: Authorised, message: CommandMessage, deps: GatewayDeps): Promise<LedgerEntry> {
  try {
    return await confirm(await deps.erp.post(authorised.command, authorised.digest), authorised, message, deps);
  } catch (error) {
    if (error instanceof ErpRefused || error instanceof ErpConflict) {
      return record(message, 'rejected-by-erp', { reason: error.message.slice(0, 1000) }, [], deps);
    }
    throw error;
  }
}

async function confirm(
  document: ErpDocument,
  { command, digest }: Authorised,
  message: CommandMessage,
  deps: GatewayDeps,
) {
  const faults = deviations(document, command);
  const body = {
    digest,
    document: { ...document },
    deviations: faults,
    paymentBlocked: command.payload['paymentBlock'] !== undefined,
  };
  return record(message, 'confirmed', body, [], deps);
}

async function changedVersions({ proposal }: Authorised, { erp }: GatewayDeps): Promise<string[]> {
  const now = new Map(
    (await erp.versions(proposal.expects)).map(({ kind, id, version }) => [`${kind} ${id}`, version]),
  );
  return proposal.expects
    .filter(({ kind, id, version }) => now.get(`${kind} ${id}`) !== version)
    .map(({ kind, id }) => `${kind} ${id}`);
}

/** Appends an entry of this command, unless it is settled by now: settling and everything else exclude each other. */
export function record(
  message: CommandMessage,
  stage: Stage,
  body: LedgerEntry['body'],
  together: readonly TransactWrite[],
  deps: Pick<GatewayDeps, 'ledger' | 'workflowOf'>,
  visitOf = '',
): Promise<LedgerEntry> {
  const { slug, version } = deps.workflowOf(message.workflow);
  const draft = {
    entryKey: `${effectKey(message)}/${SETTLED.has(stage) ? 'settled' : stage}${visitOf}`,
    stage,
    actor: { kind: 'system', id: 'gateway' } as const,
    workflow: { slug, version },
    body: { attempt: message.attempt, visit: message.visit ?? 0, command: message.command, ...body },
    evidence: [],
  };
  const guard = (entries: readonly LedgerEntry[]) => {
    const settled = effectEntries(entries, message).find((entry) => SETTLED.has(entry.stage));
    if (settled && !SETTLED.has(stage)) throw new Held(0);
  };
  return deps.ledger.append(message.caseId, draft, { guard, together });
}

const leaseEnd = ({ clock, leaseMs }: GatewayDeps) => new Date(clock.now().getTime() + leaseMs).toISOString();

function leaseLeft(entry: LedgerEntry, { clock }: Pick<GatewayDeps, 'clock'>): number {
  return Math.max(0, Date.parse(String(entry.body['lease'])) - clock.now().getTime());
}

/** Another worker has the command for so many milliseconds. */
class Held extends Error {
  override readonly name = 'Held';
  readonly ms: number;
  constructor(ms: number) {
    super(`another worker has the command for ${ms} ms`);
    this.ms = ms;
  }
}
