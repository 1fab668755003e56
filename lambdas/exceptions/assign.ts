import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Person } from '../review/deps.ts';
import { type About, act } from './act.ts';
import type { ExceptionsDeps } from './deps.ts';
import { handlingsOf } from './handling.ts';
import { ExceptionRefusal } from './refusal.ts';
import { requireSeen } from './seen.ts';

export interface Assignment extends About {
  /** Position of the entry that began the exception that the person has seen. */
  readonly opened: number;
  /** Subject of the register. */
  readonly to: string;
}

/**
 * Puts an exception into the hands of somebody who may handle it. It gives them nothing that they could not do before.
 * @throws Refusal, ExceptionRefusal; CountersignError LedgerBroken
 */
export function assign(
  person: Person,
  { opened, to, ...about }: Assignment,
  deps: ExceptionsDeps,
): Promise<LedgerEntry> {
  const check = (now: readonly LedgerEntry[]) => void requireSeen(now, opened);
  return act(
    person,
    about,
    async (entries, [by]) => {
      const { class: of, company } = requireSeen(entries, opened);
      const standing = await deps.authority.standing(to);
      const slug = entries[0]?.workflow.slug ?? '';
      const theirs = await handlingsOf({ subject: to, standing }, { slug, company }, deps);
      if (!by || theirs.length === 0) throw new ExceptionRefusal('not-assignable', `${to} has no role for it.`);
      return { stage: 'exception-assigned', by, check, body: { class: of, opened, to } };
    },
    deps,
  );
}
