import { amountIn } from '../../../../../statemachines/kernel/authority/measure.ts';
import { ruleOn, type Tried } from '../../decide-route.ts';
import type { AuthoritySnapshot } from '../../snapshot.ts';
import { type Cell, type Column, placed, subjectOf, takesTwo } from '../cells.ts';
import type { Circumstance } from '../circumstances.ts';
import { type Fault, fault } from '../failure.ts';
import { limitsOf, type Place } from '../place.ts';

/** Whom a decision asks, at every cell with the agent off: the least role with the authority, and two people from the threshold on. */
export function* rulingsAreRight(place: Place, column: Column): Generator<Fault> {
  const { autonomy: _, ...snapshot } = place.snapshot;
  const [attributes = {}] = place.circumstances.attributes;
  for (const cell of column.cells)
    for (const blocking of cell.isEdge ? [[], place.circumstances.codes] : [[]]) {
      const of = { attributes, blocking };
      yield* asksRightly(place, snapshot, cell, of, 0);
      if (blocking.length === 0 && cell.amount.minor > 1)
        yield* asksRightly(place, snapshot, cell, of, cell.amount.minor - 1);
    }
}

function* asksRightly(
  place: Place,
  snapshot: AuthoritySnapshot,
  cell: Cell,
  of: Circumstance,
  earlier: number,
): Generator<Fault> {
  const where = placed(place, cell, of) + (earlier > 0 ? ', in two parts' : '');
  const least = place.humans.find((role) => {
    const limits = limitsOf(role, place, cell.category);
    const measured = limits && amountIn(cell.amounts, limits.currency);
    return limits?.alone !== undefined && measured !== undefined && measured <= limits.alone;
  });
  const {
    route,
    role: id,
    approvals,
    second,
    tried,
  } = ruleOn(place.policies, subjectOf(place, cell, of, { earlier }), snapshot);
  const asked = place.humans.find((role) => role.id === id);
  if (route === 'auto')
    yield fault('agent-stays-in-bounds', `${where}: the agent commits it without an autonomy level`);
  if (!least) {
    if (route !== 'park')
      yield fault('least-role-is-asked', `${where}: ${id} is asked, although nobody’s limit reaches so far`);
    return;
  }
  if (!asked) {
    if (route === 'park' && earlier === 0)
      yield fault(
        'somebody-can-decide',
        `${where}: the case is parked, although the limit of ${least.id} reaches so far`,
      );
    return;
  }
  const lower = place.humans.filter(({ rank }) => rank < asked.rank);
  if (asked.rank < least.rank || !lower.every((role) => isTried(tried, role.id)))
    yield fault('least-role-is-asked', `${where}: ${asked.id} is asked, and the least role to be asked is ${least.id}`);
  const two = takesTwo(place, cell);
  if (two !== (approvals === 2) && !(earlier > 0 && approvals === 2))
    yield fault('four-eyes-from-threshold', `${where}: ${approvals} is asked for, and it takes ${two ? 2 : 1}`);
  if (approvals === 2 && !second) yield fault('four-eyes-from-threshold', `${where}: nobody is asked to be the second`);
}

const isTried = (tried: readonly Tried[], id: string) =>
  tried.some(({ role, action }) => role === id && action === 'commit');
