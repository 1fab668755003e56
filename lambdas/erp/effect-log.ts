import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry, Stage } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import type { Clock, Ledger, TransactWrite } from '../shared/ports.ts';
import { SETTLED } from './answer.ts';

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

const effectKey = ({ attempt, visit, command }: CommandMessage) => `effect/${attempt}/${visit ?? 0}/${command}`;

/** The entries of this command, of this attempt and visit. */
export function effectEntries(entries: readonly LedgerEntry[], message: CommandMessage): LedgerEntry[] {
  const key = effectKey(message);
  return entries.filter((entry) => entry.entryKey.startsWith(`${key}/`));
}

/** The newest preparation of the same effect by an earlier attempt or visit whose outcome nobody knows; a withdrawal says none. */
export function unsettledPreparation(entries: readonly LedgerEntry[], idempotencyKey: string): LedgerEntry | undefined {
  const effectOf = ({ entryKey }: LedgerEntry) => entryKey.split('/').slice(0, 4).join('/');
  const known = entries.filter(({ stage }) => SETTLED.has(stage) && stage !== 'withdrawn');
  const settled = new Set(known.map(effectOf));
  return entries.findLast(
    (entry) =>
      entry.stage === 'prepared' && entry.body['idempotencyKey'] === idempotencyKey && !settled.has(effectOf(entry)),
  );
}

interface Recording {
  readonly stage: Stage;
  readonly body: LedgerEntry['body'];
  readonly together?: readonly TransactWrite[];
  /** Tells entries of one stage apart. */
  readonly nth?: number;
}

/**
 * Appends an entry of this command. All settling stages share one key, so the first of them is the only one; what is
 * not settling can't follow a settled command.
 * @throws Held when the command was settled meanwhile
 */
export function record(
  message: CommandMessage,
  { stage, body, together, nth }: Recording,
  deps: EffectLogDeps,
): Promise<LedgerEntry> {
  const { slug, version } = deps.workflowOf(message.workflow);
  const settling = SETTLED.has(stage);
  const draft = {
    entryKey: `${effectKey(message)}/${settling ? 'settled' : stage}${nth ?? ''}`,
    stage,
    actor: { kind: 'system', id: 'gateway' } as const,
    workflow: { slug, version },
    body: { attempt: message.attempt, visit: message.visit ?? 0, command: message.command, ...body },
    evidence: [],
  };
  const guard = (entries: readonly LedgerEntry[]) => {
    const mine = effectEntries(entries, message);
    if (!settling && mine.some((entry) => SETTLED.has(entry.stage))) throw new Held(0);
    if (stage === 'withdrawn' && !body['afterProbe'] && mine.some((entry) => entry.stage === 'prepared'))
      throw new Held(0);
  };
  return deps.ledger.append(message.caseId, draft, { guard, ...(together && { together }) });
}

/** Milliseconds until the lease that an entry carries ends; 0 once it has. */
export function leaseLeft(entry: LedgerEntry, clock: Clock): number {
  return Math.max(0, Date.parse(String(entry.body['lease'])) - clock.now().getTime());
}
