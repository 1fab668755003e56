import type { Effect } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Command, commandIdOf, type Proposal } from '../../statemachines/kernel/proposal.ts';
import { NO_COMPENSATION, type Step, stepsOf, undoKey } from '../../statemachines/kernel/steps.ts';
import { isClosedSince } from '../shared/attempts.ts';
import { compensationOf } from './compensation.ts';
import { refuse } from './genuine-proposal.ts';
import { confirmedOf, effectsOf, type StandingEffect, type StepState } from './steps.ts';

/** The effect that a command undoes. */
export interface Undoes {
  readonly command: string;
  readonly key: string;
}

/** What the ledger lets the gateway do for a message. */
export interface Commanded {
  readonly command: Command;
  readonly commandId: string;
  /**
   * That it is its turn, at the very moment of a write: effects in the order of their proposal, compensations in the
   * reverse of it, and of the newest attempt.
   * @throws CountersignError NotAuthorised; NothingToUndo
   */
  readonly inTurn: (entries: readonly LedgerEntry[]) => void;
  readonly undoes?: Undoes;
}

/** What is to be undone did not happen, and will not: that is as good as undone. */
export class NothingToUndo extends Error {
  override readonly name = 'NothingToUndo';
}

interface Of {
  readonly proposal: Proposal;
  readonly digest: string;
  readonly decided: LedgerEntry;
  readonly effects: readonly Effect[];
}

/**
 * A command of the proposal itself; or what it declares as the compensation of one, where the manifest has a state for it.
 * @throws CountersignError NotAuthorised where there is neither; NothingToUndo
 */
export function commandedBy(kind: string, of: Of, entries: readonly LedgerEntry[]): Commanded {
  const { proposal, digest } = of;
  const index = proposal.commands.findIndex((candidate) => candidate.kind === kind);
  const command = proposal.commands[index];
  if (!command) return undoing(kind, of, entries);
  const inTurn = proposal.commands.length > 1 ? (now: typeof entries) => requireTurn(now, of, index) : () => {};
  return { command, commandId: commandIdOf(digest, index), inTurn };
}

/**
 * The command of a key that was prepared under a proposal, or of what undoes one, whether or not it is its turn; none if
 * the proposal has no such key.
 */
export function preparedOf(
  { commands }: Proposal,
  digest: string,
  entries: readonly LedgerEntry[],
  key: unknown,
): Commanded | undefined {
  const inTurn = () => {};
  for (const [index, command] of commands.entries()) {
    if (command.idempotencyKey === key) return { command, commandId: commandIdOf(digest, index), inTurn };
    const confirmed = confirmedOf(entries, command.idempotencyKey);
    if (!confirmed || undoKey(command.idempotencyKey) !== key) continue;
    return { ...undoingOf(command, index, commands, digest, confirmed), inTurn };
  }
  return undefined;
}

function undoingOf(
  original: Command,
  index: number,
  commands: readonly Command[],
  digest: string,
  confirmed: LedgerEntry,
): Omit<Commanded, 'inTurn'> {
  const undoes = { command: original.kind, key: original.idempotencyKey };
  const commandId = commandIdOf(digest, commands.length + index);
  return { command: compensationOf(original, confirmed), commandId, undoes };
}

function undoing(kind: string, of: Of, entries: readonly LedgerEntry[]): Commanded {
  const { proposal, digest, effects } = of;
  const state = effects.find(({ command, compensates }) => command === kind && compensates !== undefined)?.compensates;
  const undone = effects.find((effect) => effect.state === state)?.command;
  const index = proposal.commands.findIndex((candidate) => candidate.kind === undone);
  const original = proposal.commands[index];
  if (!original || original.compensation.kind !== kind || kind === NO_COMPENSATION)
    return refuse(`the proposal has no command ${kind}`);
  const inTurn = (now: typeof entries) => requireUndoable(now, of, index);
  inTurn(entries);
  const confirmed = confirmedOf(entries, original.idempotencyKey);
  if (confirmed?.body['digest'] !== digest) return refuse(`${original.kind} was confirmed under another decision`);
  return { ...undoingOf(original, index, proposal.commands, digest, confirmed), inTurn };
}

/** Whatever comes before it in its proposal is confirmed exactly, under this very decision, and nobody is undoing it. */
function requireTurn(now: readonly LedgerEntry[], of: Of, index: number): void {
  const before = statesOf(now, of)
    .slice(0, index)
    .find(({ state }) => state !== 'confirmed');
  if (before) refuse(`${before.command} comes before it, and is ${before.state}`);
  for (const { kind, idempotencyKey } of of.proposal.commands.slice(0, index))
    if (confirmedOf(now, idempotencyKey)?.body['digest'] !== of.digest)
      refuse(`${kind} was confirmed under another decision`);
}

/** States of a later effect with which an earlier one may be undone. */
const OVER: ReadonlySet<StepState> = new Set(['not-started', 'rejected', 'compensated']);
const FAILED: ReadonlySet<StepState> = new Set(['rejected', 'compensated']);
/** Of the effect itself, where it is there to be undone. */
const THERE: ReadonlySet<StepState> = new Set(['confirmed', 'compensating', 'compensation-failed']);

/** A later effect has failed for good, and whatever comes after it did not happen, or is undone; of nothing the outcome is unknown. */
function requireUndoable(now: readonly LedgerEntry[], of: Of, index: number): void {
  const states = statesOf(now, of);
  const later = states.slice(index + 1);
  const stands = later.find(({ state }) => !OVER.has(state));
  if (stands) refuse(`${stands.command} comes first, and is ${stands.state}`);
  const own = states[index];
  if (own?.state === 'rejected') throw new NothingToUndo(`${own.command} did not happen`);
  if (own?.state === 'confirmed-deviating') refuse(`${own.command} is ${own.state}: only a person can undo it`);
  if (!own || !THERE.has(own.state)) refuse(`${own?.command} is ${own?.state}: there is nothing to undo`);
  if (!later.some(({ state }) => FAILED.has(state))) refuse('no later effect has failed');
}

function statesOf(now: readonly LedgerEntry[], { proposal, decided }: Of): StandingEffect[] {
  if (isClosedSince(decided, now)) refuse('the case was closed after the decision');
  const { attempt, visit } = decided.body;
  const steps: readonly Step[] = stepsOf(proposal);
  return effectsOf(now, steps, { attempt: Number(attempt), visit: Number(visit) });
}
