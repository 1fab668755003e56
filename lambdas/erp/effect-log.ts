import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { isClosedByStatement } from '../../statemachines/kernel/statements.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { isVoid } from '../shared/attempts.ts';
import type { Clock, Ledger, TransactWrite } from '../shared/ports.ts';
import { SETTLED } from './answer.ts';
import { releaseShare } from './share.ts';

export interface EffectLogDeps {
  readonly ledger: Ledger;
  readonly workflowOf: (slug: string) => Workflow;
  readonly clock: Clock;
}

/** Another worker has the command, for so many milliseconds. */
export class Held extends Error {
  override readonly name = 'Held';
  readonly ms: number;
  constructor(ms: number) {
    super(`another worker has the command for ${ms} ms`);
    this.ms = ms;
  }
}

/** Names one effect within its case: the same for every delivery of its command. */
export const effectKey = ({ attempt, visit, command }: CommandMessage) => `effect/${attempt}/${visit ?? 0}/${command}`;

/** Where a prepared command is listed until it is settled. */
export const flightKey = (message: CommandMessage) => `${message.caseId}/${effectKey(message)}`;

/** The entries of this command, of this attempt and visit. */
export function effectEntries(entries: readonly LedgerEntry[], message: CommandMessage): LedgerEntry[] {
  const key = effectKey(message);
  return entries.filter((entry) => entry.entryKey.startsWith(`${key}/`));
}

interface Recording {
  readonly stage: Stage;
  readonly body: LedgerEntry['body'];
  readonly together?: readonly TransactWrite[];
  /** Tells entries of one stage apart. */
  readonly nth?: number;
  /** What else must hold at the very moment of the write. */
  readonly guard?: (entries: readonly LedgerEntry[]) => void;
  /** The worker that records, if it is the one that holds the lease. */
  readonly holder?: string;
  /** Settling it, the ERP is known to have nothing of this preparation. */
  readonly nothingOf?: LedgerEntry;
}

/**
 * Appends an entry of this command. All settling stages share one key, so the first of them is the only one; what is
 * not settling can't follow a settled command, one key is confirmed once in a case, nothing of an attempt is prepared
 * once a person or its sender has ended the attempt, no worker takes it once a person has closed it, and while a lease
 * runs only its holder may settle as anything but confirmed.
 * @throws Held when the command was settled meanwhile, or another worker has it
 */
export function record(message: CommandMessage, recording: Recording, deps: EffectLogDeps): Promise<LedgerEntry> {
  const { stage, body, together, nth, nothingOf } = recording;
  const { slug, version } = deps.workflowOf(message.workflow);
  const draft = {
    entryKey: `${effectKey(message)}/${SETTLED.has(stage) ? 'settled' : stage}${nth ?? ''}`,
    stage,
    actor: { kind: 'system', id: 'gateway' } as const,
    workflow: { slug, version },
    body: { attempt: message.attempt, visit: message.visit ?? 0, command: message.command, ...body },
    evidence: [],
  };
  const guard = (entries: readonly LedgerEntry[]) => {
    requireRecordable(entries, message, recording, deps.clock);
    recording.guard?.(entries);
  };
  const landed: TransactWrite[] = SETTLED.has(stage) ? [{ kind: 'landed', key: flightKey(message) }] : [];
  const writes = [...(together ?? []), ...landed, ...releaseShare(nothingOf)];
  return deps.ledger.append(message.caseId, draft, { guard, together: writes });
}

function requireRecordable(
  entries: readonly LedgerEntry[],
  message: CommandMessage,
  { stage, body, holder }: Recording,
  clock: Clock,
): void {
  const mine = effectEntries(entries, message);
  const settling = SETTLED.has(stage);
  if (!settling && mine.some((entry) => SETTLED.has(entry.stage))) throw new Held(0);
  if (isConfirmed(entries, body['idempotencyKey'])) throw new Held(0);
  if (stage === 'prepared' && isVoid(message.attempt, entries)) throw new Held(0);
  if (body['lease'] !== undefined && isClosedByStatement(message.attempt, entries)) throw new Held(0);
  if (stage === 'withdrawn' && !body['afterProbe'] && mine.some((entry) => entry.stage === 'prepared'))
    throw new Held(0);
  const lease = mine.findLast((entry) => entry.body['lease'] !== undefined);
  if (!settling || stage === 'confirmed' || !lease || lease.body['worker'] === holder) return;
  const left = leaseLeft(lease, clock);
  if (left > 0) throw new Held(left);
}

/** Whether an entry of the case says that the ERP has the document of this key. */
export function isConfirmed(entries: readonly LedgerEntry[], idempotencyKey: unknown): boolean {
  if (idempotencyKey === undefined) return false;
  return entries.some(({ stage, body }) => stage === 'confirmed' && body['idempotencyKey'] === idempotencyKey);
}

/** Milliseconds until the lease that an entry carries ends; 0 once it has. */
export function leaseLeft(entry: LedgerEntry, clock: Clock): number {
  return Math.max(0, Date.parse(String(entry.body['lease'])) - clock.now().getTime());
}
