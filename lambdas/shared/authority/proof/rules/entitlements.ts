import { amountIn } from '../../../../../statemachines/kernel/authority/measure.ts';
import { givenBy, suffices } from '../../approval.ts';
import type { Entitlement } from '../../may-countersign.ts';
import { type Cell, placed } from '../cells.ts';
import type { Circumstance } from '../circumstances.ts';
import { type Fault, fault } from '../failure.ts';
import { limitsOf, type Member, type Place } from '../place.ts';

/** Somebody who is permitted, and as what. */
export interface Entitled {
  readonly member: Member;
  readonly may: Entitlement;
}

/** By hand: every name that stands behind what somebody is permitted to do. */
export function standBehind({ member, may }: Entitled): string[] {
  const of = may.capacity?.onBehalfOf?.subject;
  const lender = member.standing.delegations.find(({ delegator }) => delegator.id === of)?.delegator;
  return [...member.names, ...(lender ? [lender.id, ...lender.aliases] : [])];
}

/** What people are permitted, held against their limits and against each other, by hand. */
export function* entitlementsHold(
  place: Place,
  cell: Cell,
  of: Circumstance,
  entitled: readonly Entitled[],
  needed: 1 | 2,
): Generator<Fault> {
  const where = placed(place, cell, of);
  for (const { member, may } of entitled) {
    const as = `${member.name} is permitted to ${may.action} as ${may.capacity?.role.id}`;
    if (!isWithin(place, cell, may)) yield fault('limit-is-the-end', `${where}: ${as}, beyond its limit`);
    if (!isTheirs(place, member, may))
      yield fault('limit-is-the-end', `${where}: ${as}, which is above their own role`);
    const enough = needed === 1 && may.action === 'commit';
    if (suffices(givenBy(may), needed) !== enough)
      yield fault(
        'four-eyes-from-threshold',
        `${where}: ${as}, and ${enough ? 'that is not enough' : 'that is enough alone'}, where it takes ${needed} and one for the whole`,
      );
  }
  if (needed === 1) return;
  for (const one of entitled)
    for (const other of entitled.filter(({ member, may }) => member !== one.member && may.capacity?.onBehalfOf)) {
      const same = standBehind(other).some((name) => standBehind(one).includes(name));
      if (same && suffices([...givenBy(one.may), ...givenBy(other.may)], 2))
        yield fault(
          'four-eyes-from-threshold',
          `${where}: ${one.member.name} and ${other.member.name} in their place count as two`,
        );
    }
}

/** By hand: what the role in which somebody is entitled may. */
function isWithin(place: Place, { category, amounts }: Cell, { action, capacity }: Entitlement): boolean {
  const limits = capacity && limitsOf(capacity.role, place, category);
  const measured = limits && amountIn(amounts, limits.currency);
  const most = action === 'commit' ? limits?.alone : limits?.second;
  return measured !== undefined && most !== undefined && measured <= most;
}

/** By hand: nobody acts in a role above their own, in whose place ever. */
function isTheirs({ humans }: Place, { standing }: Member, { capacity }: Entitlement): boolean {
  const own = standing.person?.appointments.map(({ role }) => humans.find(({ id }) => id === role)?.rank ?? 0) ?? [];
  return capacity !== undefined && capacity.role.rank <= Math.max(0, ...own);
}
