import { canonicalJson } from '../../../../statemachines/kernel/ids.ts';
import { remembering } from '../judge.ts';
import { type Column, columnsOf } from './cells.ts';
import { type Failure, type Fault, fault } from './failure.ts';
import { type Place, type Proved, placeOf } from './place.ts';
import type { Rates } from './rates.ts';
import {
  type AuthorityItem,
  companiesOf,
  itemsByKey,
  momentsOf,
  type Register,
  registerAt,
  standinsOf,
} from './register.ts';
import { agentIsBound } from './rules/agent.ts';
import { currenciesHaveRates, isComplete, ranksAreUnique } from './rules/complete.ts';
import { consentsAreByRole } from './rules/consents.ts';
import { somebodyCountersigns } from './rules/countersigners.ts';
import { itemsAreSound } from './rules/items.ts';
import { limitsRise, thresholdsHaveEffect } from './rules/limits.ts';
import { appointmentsAreSound, delegationsAreSound, governanceIsApart, namesAreOnePersons } from './rules/people.ts';
import { rolesAreBound } from './rules/roles.ts';
import { rulingsAreRight } from './rules/rulings.ts';

/** What is proved: policies and authority data together. */
export interface Proving {
  readonly workflows: readonly Proved[];
  readonly items: readonly AuthorityItem[];
  /** Companies besides those that the items name. */
  readonly companies?: readonly string[];
  readonly rates: Rates;
  /** UTC; what counts now is proved, and whatever begins or ends to count later. */
  readonly now: string;
}

/** How much was proved. */
export interface Tally {
  cells: number;
}

/**
 * The authority proof: over every cell (category, company, currency, each amount at a limit or a threshold and one
 * minor unit to both sides), with the very functions that decide, countersign and check at the gateway. Yields what is
 * wrong as it is found; where data are missing, the cells that rest on them are not tried.
 */
export function* failuresOf(proving: Proving, tally: Tally = { cells: 0 }): Generator<Failure> {
  const items = itemsByKey(proving.items);
  const progress = { tally, seen: new Set<string>() };
  for (const { cell, ...found } of itemsAreSound(proving.items)) yield { workflow: '*', cell, ...found };
  const companies = [...new Set([...companiesOf(items), ...(proving.companies ?? [])])].toSorted();
  const workflows = proving.workflows.map(({ workflow, policies }) => ({ workflow, policies: remembering(policies) }));
  for (const now of momentsOf(items, proving.now)) {
    const register = registerAt(items, now);
    for (const found of registerFaults(register, companies))
      yield { workflow: '*', cell: `register at ${now}`, ...found };
    for (const proved of workflows)
      for (const company of companies)
        for (const found of placeFaults(proved, company, register, proving.rates, progress))
          yield { workflow: proved.workflow.slug, cell: `${company} at ${now}`, ...found };
  }
}

/** All failures, and over how many cells. */
export function proveAuthority(proving: Proving): { readonly cells: number; readonly failures: readonly Failure[] } {
  const tally = { cells: 0 };
  const failures = [...failuresOf(proving, tally)];
  return { cells: tally.cells, failures };
}

function* registerFaults(register: Register, companies: readonly string[]): Generator<Fault> {
  yield* namesAreOnePersons(register);
  yield* appointmentsAreSound(register, companies);
  yield* governanceIsApart(register);
  yield* delegationsAreSound(register, standinsOf(register.items));
}

interface Progress {
  readonly tally: Tally;
  /** Rules and limits that were tried before: at another moment only other people count. */
  readonly seen: Set<string>;
}

function* placeFaults(
  proved: Proved,
  company: string,
  register: Register,
  rates: Rates,
  { tally, seen }: Progress,
): Generator<Fault> {
  let place: Place;
  try {
    place = placeOf(proved, company, register, rates);
  } catch (error) {
    return yield fault('circumstances-are-known', error instanceof Error ? error.message : String(error));
  }
  const missing = [...isComplete(place, register), ...ranksAreUnique(place), ...currenciesHaveRates(place)];
  yield* missing;
  if (missing.length > 0) return;
  const rules = canonicalJson([proved.workflow.slug, company, place.snapshot]);
  const isSeen = seen.has(rules);
  seen.add(rules);
  yield* limitsRise(place);
  yield* thresholdsHaveEffect(place);
  const columns = columnsOf(place);
  yield* consentsAreByRole(place, columns);
  for (const column of columns) {
    tally.cells += column.cells.length;
    if (!isSeen) yield* rulesHold(place, column);
    yield* somebodyCountersigns(place, column);
  }
}

function* rulesHold(place: Place, column: Column): Generator<Fault> {
  yield* agentIsBound(place, column);
  yield* rolesAreBound(place, column);
  yield* rulingsAreRight(place, column);
}
