import { AGENT_ROLE } from '../../../../../statemachines/kernel/authority/role.ts';
import type { AuthoritySnapshot } from '../../snapshot.ts';
import type { Cell } from '../cells.ts';
import type { Circumstance } from '../circumstances.ts';
import { limitsOf, type Place } from '../place.ts';
import { inCurrency } from '../rates.ts';

/** What the agent is tried with. */
export interface Trial {
  readonly name: string;
  readonly snapshot: AuthoritySnapshot;
  readonly confidence: number | undefined;
  readonly anomalies: number;
  /** Minor units of the amount that an earlier case makes. */
  readonly earlier: number;
  /** Somebody's consent is needed. */
  readonly consents?: true;
}

/**
 * Everything that bars the agent, said a second time, by hand and without Cedar: the proof holds policy against it.
 * What can't be measured, and what is missing, bars.
 */
export function agentBarred(place: Place, cell: Cell, of: Circumstance, trial: Trial): string[] {
  const { snapshot, confidence, anomalies, earlier } = trial;
  const { materiality, autonomy, fourEyes, stops } = snapshot;
  const agent = snapshot.roles.find(({ id }) => id === AGENT_ROLE);
  const limits = agent && limitsOf(agent, place, cell.category);
  const { currency, minor } = cell.amount;
  const measured = (amount: number, wanted: string | undefined) =>
    (wanted === undefined ? undefined : inCurrency({ minor: amount, currency }, wanted, place.rates)) ?? Infinity;
  const one = (wanted: string | undefined) => measured(minor - earlier, wanted);
  const together = (wanted: string | undefined) => one(wanted) + (earlier > 0 ? measured(earlier, wanted) : 0);
  const level = autonomy?.level ?? 'suggest';
  const fits = place.workflow.authority.agentMayCommit({ ...of.attributes, category: cell.category });
  const bars: [boolean, string][] = [
    [limits?.alone === undefined, 'it has no limit'],
    [together(limits?.currency) > (limits?.alone ?? -1), 'it is over its limit'],
    [stops.some(({ stopped }) => stopped), 'it is stopped'],
    [level !== 'auto' && level !== 'capped', `its level is ${level}`],
    [level === 'capped' && one(autonomy?.cap?.currency) > (autonomy?.cap?.minor ?? -1), 'it is over its cap'],
    [confidence === undefined, 'there is no assessment'],
    [(confidence ?? 0) < (autonomy?.minConfidence ?? 1), 'the assessment is not confident enough'],
    [anomalies > 0, 'the assessment names an anomaly'],
    [of.blocking.length > 0, 'findings block'],
    [one(materiality?.currency) >= (materiality?.amount ?? 0), 'the amount is material'],
    [together(materiality?.currency) >= (materiality?.cumulative.amount ?? 0), 'the sum is material'],
    [materiality?.kinds.includes(cell.category) ?? true, `${cell.category} is material in kind`],
    [together(fourEyes?.currency) >= (fourEyes?.from[cell.category] ?? 0), 'two people are needed'],
    [trial.consents === true, 'somebody must consent'],
    [!fits, 'it is not the agent’s kind of document'],
  ];
  return bars.flatMap(([barred, why]) => (barred ? [why] : []));
}
