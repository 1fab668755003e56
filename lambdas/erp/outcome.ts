import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { type Answer, answerOf, SETTLED } from './answer.ts';
import { NothingToUndo } from './commanded.ts';
import { type EffectLogDeps, effectEntries, Held } from './effect-log.ts';
import { ErpUnavailable, ErpUnknown } from './errors.ts';
import { OnHold } from './on-hold.ts';
import { Stopped } from './stopped.ts';

/** To be tried again after so many milliseconds; 0 where nobody said how long. */
export interface Later {
  readonly kind: 'later';
  readonly afterMs: number;
  readonly why: string;
  /** The ERP does not work, or the company is held: what concerns the whole group. */
  readonly outage?: boolean;
}

/** Settled, with what to tell the waiting state; or to be tried again after a time. */
export type Outcome = { readonly kind: 'settled'; readonly answer: Answer } | Later;

/** The answer of a command that is settled already, else what `work` makes of it; idempotent, whoever calls it how often (T7). */
export async function outcomeOf(
  message: CommandMessage,
  deps: EffectLogDeps,
  work: (entries: readonly LedgerEntry[]) => Promise<LedgerEntry>,
): Promise<Outcome> {
  const { taskToken: _, command: __, ...ref } = message;
  const entries = await deps.ledger.read(message.caseId);
  const settled = effectEntries(entries, message).findLast(({ stage }) => SETTLED.has(stage));
  if (settled) return { kind: 'settled', answer: answerOf(settled, ref) };
  try {
    return { kind: 'settled', answer: answerOf(await work(entries), ref) };
  } catch (error) {
    if (error instanceof NothingToUndo) return { kind: 'settled', answer: { kind: 'success', output: ref } };
    const afterMs = waitAfter(error);
    if (afterMs === undefined) throw error;
    return { kind: 'later', afterMs, why: (error as Error).message, ...(isOutage(error) && { outage: true }) };
  }
}

const isOutage = (error: unknown) =>
  error instanceof ErpUnavailable || error instanceof ErpUnknown || error instanceof OnHold;

/** Between two looks at a stop, milliseconds. */
const STOPPED_MS = 30_000;

/** How long to wait before the command is tried again; `undefined` for what is no reason to wait. */
function waitAfter(error: unknown): number | undefined {
  if (error instanceof Held || error instanceof OnHold) return error.ms;
  if (error instanceof Stopped) return STOPPED_MS;
  if (error instanceof ErpUnavailable) return error.retryAfterMs ?? 0;
  return error instanceof ErpUnknown ? 0 : undefined;
}

/** What AWS says of a request that is as wrong the next time. */
const HOPELESS: ReadonlySet<string> = new Set(['ValidationException', 'InvalidOutput']);

/** What could not be done just now for want of an AWS service, as a wait; anything else is thrown as it is. */
export function laterIfTransient(error: unknown): Later {
  if (!isErrorNamed(error, 'Transient')) throw error;
  const { message, cause } = error as Error;
  if (cause instanceof Error && HOPELESS.has(cause.name)) throw error;
  return { kind: 'later', afterMs: 0, why: message };
}
