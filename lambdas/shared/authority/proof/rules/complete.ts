import { materialityKey } from '../../../../../statemachines/kernel/authority/keys.ts';
import { AGENT_RANK, AGENT_ROLE } from '../../../../../statemachines/kernel/authority/role.ts';
import { requiredStops } from '../../../../../statemachines/kernel/authority/stop.ts';
import { type Fault, fault } from '../failure.ts';
import type { Place } from '../place.ts';
import type { Register } from '../register.ts';

/** What a workflow in a company can't do without: where it is missing, cells prove nothing. */
export function* isComplete({ workflow, company, snapshot, now }: Place, { items }: Register): Generator<Fault> {
  const { roles, consents = [] } = workflow.authority;
  const inForce = new Set([...snapshot.roles, ...(snapshot.consents ?? [])].map(({ id }) => id));
  for (const id of [...roles, ...consents].filter((role) => !inForce.has(role)))
    yield fault('data-is-complete', `the role ${id} is not in force at ${now}`);
  if (!snapshot.materiality)
    yield fault(
      'data-is-complete',
      `nothing is in force under ${materialityKey(company)} at ${now}: every case is parked`,
    );
  for (const key of requiredStops(workflow.slug).filter((stop) => !items.has(stop)))
    yield fault('data-is-complete', `${key} is not on file: everything is stopped`);
}

export function* ranksAreUnique({ snapshot: { roles } }: Place): Generator<Fault> {
  for (const [index, { id, rank }] of roles.entries()) {
    const twin = roles.slice(index + 1).find((other) => other.rank === rank);
    if (twin) yield fault('ranks-are-unique', `${id} and ${twin.id} both have rank ${rank}`);
    if ((rank === AGENT_RANK) !== (id === AGENT_ROLE))
      yield fault('ranks-are-unique', `${id} has rank ${rank}: ${AGENT_RANK} is for ${AGENT_ROLE} alone`);
  }
}

/** Nothing can be measured in a currency without a rate: a role with such a row is not permitted at all. */
export function* currenciesHaveRates({ snapshot, company, rates }: Place): Generator<Fault> {
  const { roles, materiality, fourEyes, autonomy } = snapshot;
  const used = [
    ...roles.flatMap(({ id, limits }) =>
      limits
        .filter((row) => row.company === company || row.company === '*')
        .map((row) => [`${id}’s row for ${row.company}`, row.currency]),
    ),
    ['materiality', materiality?.currency],
    ['four eyes', fourEyes?.currency],
    ['the autonomy cap', autonomy?.cap?.currency],
  ] as const;
  for (const [what, currency] of used)
    if (currency && rates[currency] === undefined)
      yield fault('currencies-have-rates', `${what} is in ${currency}, for which there is no rate`);
}
