import { z } from 'zod';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { handPosting } from '../../statemachines/kernel/statements.ts';
import type { Person } from '../review/deps.ts';
import { Refusal } from '../review/refusal.ts';
import { areOne } from '../shared/authority/given.ts';
import { type About, act } from './act.ts';
import type { ExceptionsDeps } from './deps.ts';
import { ExceptionRefusal } from './refusal.ts';

export interface TakingBack extends About {
  /** Position of the entry by which somebody said that they had posted it by hand. */
  readonly statement: number;
  readonly reason: string;
}

const names = z.array(z.string()).catch([]);

/**
 * Another person says that nobody has posted it by hand after all: the exception is open again. It makes no earlier
 * decision valid; the case posts only what is decided after it was reopened.
 * @throws Refusal, ExceptionRefusal; CountersignError LedgerBroken
 */
export function takeBack(person: Person, wanted: TakingBack, deps: ExceptionsDeps): Promise<LedgerEntry> {
  const { statement, reason, ...about } = wanted;
  const said = (now: readonly LedgerEntry[]) => {
    const found = handPosting(now);
    if (found?.seq === statement) return found;
    throw new ExceptionRefusal('no-statement', ...(found ? [`It is entry ${found.seq}.`] : []));
  };
  return act(
    person,
    about,
    async (entries, handlings) => {
      const { actor, body } = said(entries);
      const behind = { names: [actor.id, ...names.parse(body['names'])] };
      const stating = handlings.filter(({ states }) => states);
      if (stating.length === 0) throw new Refusal('not-entitled', 'this takes a role of the workflow');
      const by = stating.find((handling) => !areOne(handling, behind));
      if (!by) throw new ExceptionRefusal('own-statement');
      return { stage: 'exception-taken-back', by, body: { statement, reason }, check: (now) => void said(now) };
    },
    deps,
  );
}
