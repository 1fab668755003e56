import { opposedTo } from '../../../statemachines/kernel/authority/duties.ts';
import type { Capacity } from './capacities.ts';
import type { Subject } from './question.ts';
import type { AuthoritySnapshot } from './snapshot.ts';

/** Whoever changed one of these has administered what they would decide by. */
export type Limits = Pick<AuthoritySnapshot, 'roles' | 'consents' | 'materiality' | 'fourEyes' | 'autonomy'>;

/** What keeps these people from a duty: what they did before, or who they are to the case. */
export function conflictsOf(
  { names, appointedBy }: Pick<Capacity, 'names' | 'appointedBy'>,
  { duty: wanted, acts }: Pick<Subject, 'duty' | 'acts'>,
  authority: Limits,
) {
  const opposed = opposedTo(wanted);
  const known = new Set(names.map(folded));
  const mine = (by: string) => known.has(folded(by));
  const did = acts.filter(({ duty, by }) => opposed.has(duty) && mine(by));
  const { roles, consents = [], materiality, fourEyes, autonomy } = authority;
  const changed = [...roles, ...consents, materiality, fourEyes, autonomy].some((item) => item?.changedBy.some(mine));
  const administered = [
    ...(changed ? ['the limits in force'] : []),
    ...(appointedBy.some(mine) ? ['the appointment that it rests on'] : []),
  ];
  return [
    ...did.map(({ duty, to }) => `${duty}: ${to}`),
    ...(opposed.has('authority-administration') ? administered.map((what) => `authority-administration: ${what}`) : []),
  ];
}

/** Two spellings of a name are one person: to take them for two lets somebody contradict themselves. */
const folded = (name: string) => name.normalize('NFKC').trim().toLowerCase();
