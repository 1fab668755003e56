import { seeded } from '../middleware/seeded.ts';
import { CALL_FAULTS } from '../support/faults.ts';
import type { Cell } from './control.ts';

/**
 * What follows a table's stream gets its entries in batches as they come: how often it writes of one case is chance, but
 * that it does at least once is not.
 */
const BATCHED = /^publish: .* #/;

/** A cell with its place among all of its way, from 0: the same in each run of one seed. */
export type Placed = Cell & { readonly place: number };

/** What each of these clean runs crosses, in the order of the first. */
export function boundariesOf(clean: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = clean;
  return first.filter((name) => !BATCHED.test(name) && others.every((other) => other.includes(name)));
}

export const nameOf = ({ boundary, fault }: Cell): string => `${boundary}, ${fault}`;

/** Every fault at each of them, in the order of the seed. */
export function cellsOf(boundaries: readonly string[], seed: number): Placed[] {
  const by = seeded(seed);
  return boundaries
    .flatMap((boundary) => CALL_FAULTS.map((fault): Cell => ({ boundary, fault })))
    .map((cell) => ({ cell, turn: by.next() }))
    .toSorted((one, other) => one.turn - other.turn)
    .map(({ cell }, place) => ({ ...cell, place }));
}
