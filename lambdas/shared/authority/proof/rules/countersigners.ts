import { type Act, type Duty, opposedTo } from '../../../../../statemachines/kernel/authority/duties.ts';
import { givenBy, suffices } from '../../approval.ts';
import { type Entitlement, mayCountersign } from '../../may-countersign.ts';
import { type Cell, type Column, placed, subjectOf, takesTwo } from '../cells.ts';
import type { Circumstance } from '../circumstances.ts';
import { type Fault, fault } from '../failure.ts';
import type { Member, Place } from '../place.ts';
import { entitlementsHold, standBehind } from './entitlements.ts';

/**
 * The people of the register at every cell that anybody may commit: whichever single person has a hand in the case,
 * that person is not permitted, nor anybody in their place, and enough others are.
 */
export function* somebodyCountersigns(place: Place, column: Column): Generator<Fault> {
  const { attributes, codes } = place.circumstances;
  const duties = [...opposedTo(place.workflow.authority.duty)];
  if (duties.length === 0)
    return yield fault(
      'nobody-approves-their-own',
      `nothing excludes ${place.workflow.authority.duty} in the conflict table`,
    );
  const { top } = column;
  for (const cell of column.cells.filter(({ amount }) => amount.minor > (top ?? -1)))
    yield* nobodyCommits(place, cell, { attributes: attributes[0] ?? {}, blocking: [] });
  if (top === undefined)
    return yield fault('somebody-can-decide', `${place.company}, ${column.category}: nobody may commit any amount`);
  const within = column.cells.filter(({ amount }) => amount.minor <= top);
  for (const [index, cell] of within.entries())
    for (const blocking of cell.isEdge ? [[], codes] : [[]]) {
      const of = { attributes: attributes[0] ?? {}, blocking };
      yield* enoughOthers(place, cell, of, duties[index % duties.length] ?? 'receipt');
    }
  const [first] = within;
  if (first) yield* noneOfTheirOwn(place, first, { attributes: attributes[0] ?? {}, blocking: [] }, duties);
}

function* nobodyCommits(place: Place, cell: Cell, of: Circumstance): Generator<Fault> {
  for (const member of place.people)
    if (entitled(place, cell, of, member, []).action === 'commit')
      yield fault(
        'limit-is-the-end',
        `${placed(place, cell, of)}: ${member.name} is permitted to commit, beyond every limit`,
      );
}

function entitled(
  place: Place,
  cell: Cell,
  of: Circumstance,
  { subject, standing }: Member,
  acts: readonly Act[],
): Entitlement {
  const asked = { ...subjectOf(place, cell, of), acts };
  return mayCountersign(place.policies, asked, place.snapshot, { subject, standing });
}

/** Every name that stands behind what somebody does: theirs, and those of whom they stand in for. */
const behind = ({ names, standing }: Member) => [
  ...names,
  ...standing.delegations.flatMap(({ delegator }) => [delegator.id, ...delegator.aliases]),
];

function* enoughOthers(place: Place, cell: Cell, of: Circumstance, duty: Duty): Generator<Fault> {
  const { people } = place;
  const needed = takesTwo(place, cell) ? 2 : 1;
  const free = new Map(people.map((member) => [member.subject, entitled(place, cell, of, member, [])]));
  const permitted = people.flatMap((member) => {
    const may = free.get(member.subject);
    return may?.permitted ? [{ member, may }] : [];
  });
  yield* entitlementsHold(place, cell, of, permitted, needed);
  for (const hand of [undefined, ...permitted.map(({ member }) => member)]) {
    const acts: Act[] = hand ? [{ duty, by: hand.subject, to: 'the case' }] : [];
    const now = people.map((member) => {
      const touched = hand && behind(member).some((name) => hand.names.includes(name));
      return { member, may: touched ? entitled(place, cell, of, member, acts) : free.get(member.subject) };
    });
    for (const { member, may } of now)
      if (hand && may?.permitted && standBehind({ member, may }).some((name) => hand.names.includes(name)))
        yield fault(
          'nobody-approves-their-own',
          `${placed(place, cell, of)}: ${hand.name} has a hand in it (${duty}), and ${member.name} is permitted`,
        );
    const given = now.flatMap(({ member, may }) => (may ? givenBy(may).map((one) => ({ ...one, member })) : []));
    if (suffices(given, needed)) continue;
    const who = hand ? `${hand.name} has a hand in it (${duty})` : 'nobody has a hand in it';
    const others = given.map(({ member, action }) => `${member.name} (${action})`).join(', ') || 'nobody';
    yield fault(
      'somebody-can-decide',
      `${placed(place, cell, of)}: ${who}; of the others may countersign: ${others}; it takes ${needed}`,
    );
  }
}

/** Every act under every name, once a column. */
function* noneOfTheirOwn(place: Place, cell: Cell, of: Circumstance, duties: readonly Duty[]): Generator<Fault> {
  for (const member of place.people)
    for (const by of member.names)
      for (const duty of duties)
        if (entitled(place, cell, of, member, [{ duty, by, to: 'the case' }]).permitted)
          yield fault(
            'nobody-approves-their-own',
            `${placed(place, cell, of)}: ${member.name} may countersign after ${duty} as ${by}`,
          );
}
