import type { Action } from './question.ts';

/** What somebody gives who countersigns, as the rules look at it. */
export interface Given {
  readonly action: Action;
  readonly role: string;
  /** Every name of those who stand behind it. */
  readonly names: readonly string[];
}

/** Do the same people stand behind both? */
export function areOne(one: Pick<Given, 'names'>, other: Pick<Given, 'names'>): boolean {
  return one.names.some((name) => other.names.includes(name));
}
