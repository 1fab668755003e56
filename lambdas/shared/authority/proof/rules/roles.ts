import { amountIn } from '../../../../../statemachines/kernel/authority/measure.ts';
import type { Role } from '../../../../../statemachines/kernel/authority/role.ts';
import { judge } from '../../judge.ts';
import { type Countersigning, questionOf } from '../../question.ts';
import { type Cell, type Column, placed, say, subjectOf } from '../cells.ts';
import type { Circumstance, Circumstances } from '../circumstances.ts';
import { type Fault, fault } from '../failure.ts';
import { limitsOf, type Place } from '../place.ts';

const ACTIONS = ['commit', 'second'] as const;

/** What each human role is permitted, who may commit being a second too; cell by cell of a column, in one circumstance. */
interface Row {
  readonly cell: Cell;
  readonly of: Circumstance;
  readonly may: readonly Readonly<Record<Countersigning, boolean>>[];
}

/**
 * The human roles at every cell in the first circumstance, at every edge in the others: up to their limit and no further, less with it, and a higher role at least as
 * far.
 */
export function* rolesAreBound(place: Place, column: Column): Generator<Fault> {
  const { circumstances, humans } = place;
  const reached = humans.map(() => ({ commit: false, second: false }));
  for (const [nth, of] of allOf(circumstances).entries()) {
    const cells = nth === 0 ? column.cells : column.cells.filter(({ isEdge }) => isEdge);
    let before: Row | undefined;
    for (const cell of cells) {
      const row = { cell, of, may: humans.map((role) => asked(place, cell, of, role)) };
      yield* cellHolds(place, row);
      if (before) yield* lessIsPermitted(place, before, row);
      if (of.blocking.length === 0) {
        noteLimits(place, row, reached);
        yield* partsCount(place, row);
      }
      before = row;
    }
  }
  for (const [index, role] of humans.entries())
    for (const action of ACTIONS) {
      const limit = exactLimit(place, column, role, action);
      if (limit !== undefined && !reached[index]?.[action])
        yield fault(
          'limit-is-included',
          `${place.company}, ${column.category}: ${role.id} is never permitted to ${action} ${say({ minor: limit, currency: column.currency })}, which is its limit`,
        );
    }
}

/** Every combination, with nothing that blocks and with all that policy names. */
const allOf = ({ attributes, codes }: Circumstances): Circumstance[] =>
  [[], codes].flatMap((blocking) => attributes.map((each) => ({ attributes: each, blocking })));

function asked(place: Place, cell: Cell, of: Circumstance, role: Role, earlier = 0): Record<Countersigning, boolean> {
  const subject = subjectOf(place, cell, of, { earlier });
  const principal = { type: 'Role', id: role.id, role, conflicts: [] } as const;
  const may = (action: Countersigning) =>
    judge(place.policies, questionOf(subject, place.snapshot, principal, action)).permitted;
  const commit = may('commit');
  return { commit, second: commit || may('second') };
}

/** By hand: the most that a role may, minor units of its row's currency; `commit` alone, `second` as one of two. */
function mostOf(place: Place, category: string, role: Role, action: Countersigning) {
  const limits = limitsOf(role, place, category);
  const minor = action === 'commit' ? limits?.alone : limits?.second;
  return limits && minor !== undefined ? { minor, currency: limits.currency } : undefined;
}

function* cellHolds(place: Place, { cell, of, may }: Row): Generator<Fault> {
  const { humans } = place;
  for (const [index, role] of humans.entries())
    for (const action of ACTIONS) {
      if (!may[index]?.[action] || (action === 'second' && may[index]?.commit)) continue;
      const most = mostOf(place, cell.category, role, action);
      const measured = most && amountIn(cell.amounts, most.currency);
      if (!most || measured === undefined || measured > most.minor)
        yield fault(
          'limit-is-the-end',
          `${placed(place, cell, of)}: ${role.id} is permitted to ${action}, its limit is ${most ? say(most) : 'none'}`,
        );
    }
  for (const [index, lower] of humans.entries())
    for (const [above, higher] of humans.entries())
      for (const action of ACTIONS)
        if (above > index && may[index]?.[action] && !may[above]?.[action])
          yield fault(
            'escalation-goes-up',
            `${placed(place, cell, of)}: ${lower.id} is permitted to ${action}, ${higher.id} above it is not`,
          );
  const top = humans.some((role) => {
    const most = mostOf(place, cell.category, role, 'commit');
    return most && (amountIn(cell.amounts, most.currency) ?? Infinity) <= most.minor;
  });
  if (top && !may.some(({ commit }) => commit))
    yield fault('somebody-can-decide', `${placed(place, cell, of)}: no role is permitted to commit`);
}

function* lessIsPermitted(place: Place, smaller: Row, larger: Row): Generator<Fault> {
  for (const [index, role] of place.humans.entries())
    for (const action of ACTIONS)
      if (larger.may[index]?.[action] && !smaller.may[index]?.[action])
        yield fault(
          'less-stays-permitted',
          `${placed(place, larger.cell, larger.of)}: ${role.id} is permitted to ${action}, and not at ${say(smaller.cell.amount)}`,
        );
}

/** What a role is not permitted at once, it is not permitted as a large earlier case and a small one. */
function* partsCount(place: Place, { cell, of, may }: Row): Generator<Fault> {
  if (cell.amount.minor < 2) return;
  for (const [index, role] of place.humans.entries()) {
    const whole = may[index];
    if (!whole || (whole.commit && whole.second)) continue;
    const parts = asked(place, cell, of, role, cell.amount.minor - 1);
    for (const action of ACTIONS)
      if (parts[action] && !whole[action])
        yield fault(
          'parts-count-as-whole',
          `${placed(place, cell, of)}: ${role.id} is permitted to ${action} it in two parts, and not at once`,
        );
  }
}

/** The limit itself, where it is a cell: beyond what anybody commits, and in another currency, it may be none. */
function exactLimit(place: Place, { category, cells }: Column, role: Role, action: Countersigning): number | undefined {
  const most = mostOf(place, category, role, action);
  const at = cells.find(({ amount }) => amount.currency === most?.currency && amount.minor === most.minor);
  return at?.amount.minor;
}

function noteLimits(place: Place, { cell, may }: Row, reached: Record<Countersigning, boolean>[]): void {
  for (const [index, role] of place.humans.entries())
    for (const action of ACTIONS) {
      const most = mostOf(place, cell.category, role, action);
      const at = reached[index];
      if (at && most?.currency === cell.amount.currency && most.minor === cell.amount.minor && may[index]?.[action])
        at[action] = true;
    }
}
