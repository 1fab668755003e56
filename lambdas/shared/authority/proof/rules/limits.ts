import type { Role } from '../../../../../statemachines/kernel/authority/role.ts';
import { say } from '../cells.ts';
import { type Fault, fault } from '../failure.ts';
import { limitsOf, type Place } from '../place.ts';
import { inCurrency } from '../rates.ts';

/** Every human role compared with the next below that holds the category: alone, and as the second of two. */
export function* limitsRise(place: Place): Generator<Fault> {
  for (const category of place.workflow.authority.categories)
    for (const [index, lower] of place.humans.entries()) {
      const higher = place.humans[index + 1];
      if (higher) yield* rises(place, category, lower, higher);
    }
}

function* rises(place: Place, category: string, lower: Role, higher: Role): Generator<Fault> {
  const [below, above] = [limitsOf(lower, place, category), limitsOf(higher, place, category)];
  if (!below) return;
  const least = (minor: number | undefined) =>
    minor === undefined || !above
      ? undefined
      : inCurrency({ minor, currency: below.currency }, above.currency, place.rates);
  const reach = above && Math.max(above.alone ?? -1, above.second ?? -1);
  for (const [what, minor, most] of [
    ['alone', below.alone, above?.alone],
    ['as the second', below.second, reach],
  ] as const) {
    if (minor === undefined) continue;
    const held = `${lower.id} may ${category} up to ${say({ minor, currency: below.currency })} ${what}`;
    if (!above || most === undefined || most < 0)
      yield fault('limits-rise-with-rank', `${held}, ${higher.id} above it none`);
    else if (most < (least(minor) ?? 0))
      yield fault(
        'limits-rise-with-rank',
        `${held}, ${higher.id} above it only ${say({ minor: most, currency: above.currency })}`,
      );
  }
}

/** A threshold beyond what anybody may commit asks for a second person never. */
export function* thresholdsHaveEffect(place: Place): Generator<Fault> {
  const { fourEyes } = place.snapshot;
  for (const category of place.workflow.authority.categories) {
    const from = fourEyes?.from[category];
    if (!fourEyes || from === undefined) continue;
    const highest = place.humans
      .map((role) => limitsOf(role, place, category))
      .map(
        (row) =>
          row?.alone !== undefined &&
          inCurrency({ minor: row.alone, currency: row.currency }, fourEyes.currency, place.rates),
      )
      .filter((minor) => typeof minor === 'number');
    const { currency } = fourEyes;
    const top = Math.max(0, ...highest);
    if (highest.length > 0 && top < from)
      yield fault(
        'thresholds-have-effect',
        `${category} takes two people from ${say({ minor: from, currency })}, and nobody may commit more than ${say({ minor: top, currency })}`,
      );
  }
}
