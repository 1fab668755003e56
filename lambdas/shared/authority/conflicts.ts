import { opposedTo } from '../../../statemachines/kernel/authority/duties.ts';
import type { Capacity } from './capacities.ts';
import type { Subject } from './question.ts';
import type { AuthoritySnapshot } from './snapshot.ts';

/** What keeps these people from a duty: what they did before, or who they are to the case. */
export function conflictsOf(
  { names, appointedBy }: Pick<Capacity, 'names' | 'appointedBy'>,
  { duty: wanted, acts }: Pick<Subject, 'duty' | 'acts'>,
  authority: AuthoritySnapshot,
) {
  const opposed = opposedTo(wanted);
  const mine = (by: string) => names.includes(by);
  const did = acts.filter(({ duty, by }) => opposed.has(duty) && mine(by));
  const { roles, materiality, fourEyes, autonomy } = authority;
  const changed = [...roles, materiality, fourEyes, autonomy].some((item) => item?.changedBy.some(mine));
  const administered = [
    ...(changed ? ['the limits in force'] : []),
    ...(appointedBy.some(mine) ? ['the appointment that it rests on'] : []),
  ];
  return [
    ...did.map(({ duty, to }) => `${duty}: ${to}`),
    ...(opposed.has('authority-administration') ? administered.map((what) => `authority-administration: ${what}`) : []),
  ];
}
