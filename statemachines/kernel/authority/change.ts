import { z } from 'zod';
import { caseIdOf, digestOf } from '../ids.ts';
import { AUTONOMY_LEVELS, type Autonomy, autonomyData } from './autonomy.ts';
import { breakerOverride } from './breaker-override.ts';
import { holdData } from './hold.ts';
import { modelData, promptData } from './register.ts';
import { stopData } from './stop.ts';

/** Slug of the cases in which authority data is changed; no workflow has it. */
export const GOVERNANCE = { slug: 'governance', version: '1' } as const;

/** The role that changes authority data; it takes part in no workflow. */
export const GOVERNANCE_ROLE = 'governance';

/** How many different people with the governance role a change takes: less autonomy takes one, more takes two. */
export const CHANGE_PEOPLE = {
  ...({ stop: 1, lower: 1, lift: 2, raise: 2, 'break-glass': 2, register: 2 } as const),
  /** A hold that ends no earlier than the one before, and the end of one; what a breaker does gives nobody more leave. */
  ...({ hold: 1, release: 2, breaker: 1 } as const),
};
export type ChangeKind = keyof typeof CHANGE_PEOPLE;

/** An exact change of one item of the authority table. */
export const change = z.strictObject({
  kind: z.enum(Object.keys(CHANGE_PEOPLE) as [ChangeKind, ...ChangeKind[]]),
  key: z.string().min(1).max(300),
  /** The item as it is to be, without version and authors: those come when it is made. */
  item: z.record(z.string(), z.json()),
  /** Version that it replaces; `null` where there is none yet. A change of anything newer is refused. */
  was: z.int().nonnegative().nullable(),
  reason: z.string().trim().min(1).max(1000),
});
export type Change = z.infer<typeof change>;

export const changeDigest = (value: Change) => digestOf(value);

/** All changes of one item are one case. */
export const governanceCaseId = (key: string) => caseIdOf(GOVERNANCE.slug, [key]);

/** Whether the agent may go further after it: a higher level, a higher cap, or less confidence demanded. */
export function raises(
  before: Autonomy | undefined,
  after: Pick<Autonomy, 'level' | 'cap' | 'minConfidence'>,
): boolean {
  if (!before) return after.level !== 'shadow';
  const rank = (level: Autonomy['level']) => AUTONOMY_LEVELS.indexOf(level);
  if (rank(after.level) > rank(before.level) || after.minConfidence < before.minConfidence) return true;
  if (after.level !== 'capped' || !after.cap) return false;
  return before.cap === undefined || before.cap.currency !== after.cap.currency || after.cap.minor > before.cap.minor;
}

/** Schemas of the items that may be changed in this way, by the first part of their key. */
export const GOVERNED_ITEMS: Readonly<Record<string, z.ZodType>> = {
  stop: stopData,
  autonomy: autonomyData,
  model: modelData,
  prompt: promptData,
  hold: holdData,
  breaker: breakerOverride,
};
