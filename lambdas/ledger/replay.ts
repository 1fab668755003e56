import { z } from 'zod';
import { caseId } from '../../statemachines/kernel/ids.ts';
import { invalidInput } from '../shared/task.ts';
import type { PublishDeps } from './publish.ts';
import { toldAs } from './told-as.ts';

/** Entries at a time, so that a request ends well within the function's time. */
export const MOST_REPLAYED = 25;

const request = z.strictObject({
  replay: z
    .array(z.strictObject({ caseId, seq: z.int().positive() }))
    .min(1)
    .max(MOST_REPLAYED),
});

/** Which entries to tell once more, in the order in which they are told. */
export type ReplayRequest = z.input<typeof request>;

/** Ids of the events that were put on the bus. */
export interface Replayed {
  readonly replayed: readonly string[];
}

/**
 * Puts the events of entries on the bus once more, as they were, under the same ids; what is told to nobody is passed
 * over. Nobody's words are in it: the ledger says what is told, and views, metrics and reviewers hear nothing of it.
 * @throws CountersignError InvalidInput for a request that does not fit
 */
export async function replay(
  asked: unknown,
  { ledger, announcer, workflowOf }: Pick<PublishDeps, 'ledger' | 'announcer' | 'workflowOf'>,
): Promise<Replayed> {
  const parsed = request.safeParse(asked);
  if (!parsed.success) throw invalidInput(parsed.error);
  const replayed: string[] = [];
  for (const { caseId: of, seq } of parsed.data.replay) {
    const entries = await ledger.read(of);
    const entry = entries.find((one) => one.seq === seq);
    const event = entry && toldAs(entry, entries, workflowOf);
    if (!event) continue;
    await announcer.announce(event);
    replayed.push(event.id);
  }
  return { replayed };
}
