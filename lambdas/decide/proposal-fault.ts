import { consents as schema } from '../../statemachines/kernel/authority/consents.ts';
import type { Effect, Proposed, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { type Command, command } from '../../statemachines/kernel/proposal.ts';
import { NO_COMPENSATION, undoKey } from '../../statemachines/kernel/steps.ts';

export type Commands = readonly Pick<Command, 'kind' | 'idempotencyKey' | 'compensation'>[];

/**
 * What keeps commands from being carried out and undone as the manifest says, in words; none if nothing does: one for
 * each effect, in its order, each under a key of its own, and undone by what the manifest has a state for. Where there is
 * one effect alone nothing is undone, and what would undo it is for people to read.
 */
export function proposalFault(commands: Commands, effects: readonly Effect[]): string | undefined {
  const committing = effects.filter(({ compensates }) => compensates === undefined);
  const kinds = commands.map(({ kind }) => kind).join(', ');
  const declared = committing.map((effect) => effect.command).join(', ');
  if (kinds !== declared) return `the commands are ${kinds}, and the manifest's effects ${declared}`;
  if (new Set(commands.map(({ idempotencyKey }) => idempotencyKey)).size < commands.length)
    return 'two commands have one idempotency key';
  if (commands.length === 1) return undefined;
  for (const [index, { kind, idempotencyKey, compensation }] of commands.entries()) {
    if (compensation.kind === NO_COMPENSATION) continue;
    const undoes = effects.find(({ compensates }) => compensates === committing[index]?.state);
    if (undoes?.command !== compensation.kind) return `the manifest has no ${compensation.kind} that undoes ${kind}`;
    if (!command.shape.idempotencyKey.safeParse(undoKey(idempotencyKey)).success)
      return `the key of ${kind} leaves no room for the key of what undoes it`;
  }
  return undefined;
}

/** What keeps consents from being asked for, in words; none if nothing does: each is of a role outside of the ladder that the manifest names, once. */
export function consentsFault(
  wanted: NonNullable<Proposed['consents']>,
  { roles, consents = [] }: Pick<Workflow['authority'], 'roles' | 'consents'>,
): string | undefined {
  const { success, error } = schema.safeParse(wanted);
  if (!success)
    return `its consents: ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(', ')}`;
  const unknown = wanted.filter(({ role }) => !consents.includes(role) || roles.includes(role)).map(({ role }) => role);
  return unknown.length > 0 ? `the manifest names no consent of ${unknown.join(', ')}` : undefined;
}
