import { z } from 'zod';
import type { Proposal } from './proposal.ts';

/** One command of a proposal that has several, in the order in which they are carried out. */
export const step = z.object({
  /** Its kind. */
  command: z.string(),
  /** Its idempotency key. */
  key: z.string(),
  /** Kind of the command that undoes it; none where nothing can. */
  undo: z.string().optional(),
});
export type Step = z.infer<typeof step>;

/** What a proposal's `compensation.kind` says where nothing undoes the command. */
export const NO_COMPENSATION = 'none';

/** Key of the command that undoes the one of this key: it is undone once. */
export const undoKey = (key: string): string => `${key}/compensated`;

/** Key of a command of a case whose effects were all undone so many times: what was undone is never posted under its old key. */
export const keyAgain = (key: string, times: number): string => (times === 0 ? key : `${key}/again-${times}`);

/** The commands of a proposal in their order. */
export function stepsOf({ commands }: Pick<Proposal, 'commands'>) {
  return commands.map(({ kind, idempotencyKey, compensation }) => ({
    ...{ command: kind, key: idempotencyKey },
    ...(compensation.kind !== NO_COMPENSATION && { undo: compensation.kind }),
  }));
}
