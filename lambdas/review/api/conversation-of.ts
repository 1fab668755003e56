import type { LedgerEntry, Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import { repairersOf } from '../../shared/authority/repairs.ts';
import type { Review } from '../fold.ts';
import type { Shown } from './schemas.ts';

const TOLD: ReadonlySet<Stage> = new Set([
  ...(['claimed', 'released', 'handed-over', 'asked-back', 'called-back', 'reminded', 'escalated'] as const),
  ...(['answered', 'unanswered'] as const),
]);

/** What was said since a review was opened: by people, by its clock, and by whoever sent the case, in their words. */
export function conversationOf(entries: readonly LedgerEntry[], { opened }: Review): Shown['conversation'] {
  const since = entries.filter(({ seq, stage }) => seq > opened.seq && TOLD.has(stage));
  return since.map(({ stage, actor, at, body }) => {
    const { comment, text = comment, to, question, references } = body;
    const repairedBy = repairersOf(body);
    return {
      ...{ stage, by: actor.id, at },
      ...(repairedBy.length > 0 && { repairedBy: [...repairedBy] }),
      ...(typeof text === 'string' && { comment: text }),
      ...(typeof to === 'string' && { to }),
      ...(typeof question === 'string' && { question }),
      ...(Array.isArray(references) && references.length > 0 && { references: references.map(String) }),
    };
  });
}
