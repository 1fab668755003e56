import { amountIn } from '../../../../statemachines/kernel/authority/measure.ts';
import { AGENT_RANK, type Role } from '../../../../statemachines/kernel/authority/role.ts';
import { formatAmount, type Money } from '../../../../statemachines/kernel/money.ts';
import type { Subject } from '../question.ts';
import type { Circumstance } from './circumstances.ts';
import { limitsOf, type Place, SCOPE } from './place.ts';
import { inEvery, largestWithin } from './rates.ts';

/** One amount of one category in one company. */
export interface Cell {
  readonly category: string;
  readonly amount: Money;
  /** The same in every currency that has a rate. */
  readonly amounts: readonly Money[];
  /** A person's limit or the threshold of four eyes itself, or the next minor unit: where an answer about people changes. */
  readonly isEdge: boolean;
}

/** All cells of one category and currency, the smallest amount first. */
export interface Column {
  readonly category: string;
  readonly currency: string;
  /** What the highest human limit permits, minor units; none if nobody may commit any. */
  readonly top: number | undefined;
  readonly cells: readonly Cell[];
}

/** Columns for every category and every currency in which a limit of the company is given. */
export function columnsOf(place: Place): Column[] {
  const { categories } = place.workflow.authority;
  return categories.flatMap((category) => {
    const currencies = place.snapshot.roles.flatMap((role) => limitsOf(role, place, category)?.currency ?? []);
    return [...new Set(currencies)].map((currency) => columnOf(place, category, currency));
  });
}

/** Each amount at which an answer may change, and one minor unit to both sides; and far beyond the highest limit. */
function columnOf(place: Place, category: string, currency: string): Column {
  const { snapshot, humans, rates, circumstances } = place;
  const within = (threshold: Money) => largestWithin(threshold, currency, rates) ?? [];
  const alone = humans.flatMap((role) => limitOf(place, role, category, 'alone').flatMap(within));
  const second = humans.flatMap((role) => limitOf(place, role, category, 'second').flatMap(within));
  const two = [snapshot.fourEyes].flatMap((of) => moneyOf(of?.from[category], of?.currency)).flatMap(within);
  const others = [...agentThresholds(place, category).flatMap(within), ...circumstances.amounts];
  const around = (edges: readonly number[]) => edges.flatMap((edge) => [edge - 1, edge, edge + 1]);
  const top = alone.length > 0 ? Math.max(...alone) : undefined;
  const most = (top ?? 0) + 1;
  const ends = [0, most, 2 * most];
  const edges = new Set([...ends, ...[...alone, ...second].flatMap((edge) => [edge, edge + 1]), ...around(two)]);
  const inner = around([...alone, ...second, ...two, ...others]).filter((minor) => minor >= 0 && minor <= most);
  const cells = [...new Set([...inner, ...ends])]
    .toSorted((a, b) => a - b)
    .map((minor): Cell => {
      const amount = { minor, currency };
      return { category, amount, amounts: inEvery(amount, rates), isEdge: edges.has(minor) };
    });
  return { category, currency, top, cells };
}

const moneyOf = (minor: number | undefined, currency: string | undefined): Money[] =>
  minor === undefined || currency === undefined ? [] : [{ minor, currency }];

function limitOf(place: Place, role: Role, category: string, which: 'alone' | 'second'): Money[] {
  const limits = limitsOf(role, place, category);
  return moneyOf(limits?.[which], limits?.currency);
}

function agentThresholds(place: Place, category: string): Money[] {
  const { roles, materiality, autonomy } = place.snapshot;
  return [
    ...roles.filter(({ rank }) => rank === AGENT_RANK).flatMap((role) => limitOf(place, role, category, 'alone')),
    ...moneyOf(materiality?.amount, materiality?.currency),
    ...moneyOf(materiality?.cumulative.amount, materiality?.currency),
    ...moneyOf(autonomy?.cap?.minor, autonomy?.cap?.currency),
  ];
}

/** What of the amount is an earlier case of the same group, minor units. */
type Parts = { readonly earlier: number };

/** The case that a cell stands for. */
export function subjectOf(place: Place, cell: Cell, of: Circumstance, parts: Parts = { earlier: 0 }): Subject {
  const { namespace, resource, duty } = place.workflow.authority;
  const today = place.now.slice(0, 10);
  const { currency, minor } = cell.amount;
  const part = (amount: number) => inEvery({ minor: amount, currency }, place.rates);
  return {
    ...{ namespace, resource, duty, id: 'f'.repeat(64), company: place.company, today, acts: [], stops: SCOPE },
    measure: {
      category: cell.category,
      exposures: parts.earlier === 0 ? [...cell.amounts] : part(minor - parts.earlier),
      group: 'one',
      adds: true,
      earlier: parts.earlier === 0 ? [] : [{ date: today, exposures: part(parts.earlier) }],
    },
    ...{ blocking: of.blocking, attributes: of.attributes },
    assessment: { confidence: 1, anomalies: [] },
  };
}

/** `50 000.01 EUR` */
export function say({ minor, currency }: Money): string {
  const [whole = '', ...rest] = formatAmount({ minor, currency }).split('.');
  return `${[whole.replace(/\B(?=(\d{3})+$)/g, ' '), ...rest].join('.')} ${currency}`;
}

/** `MFR, order, 50 000.01 EUR`, and what is the case where that matters. */
export function placed({ company }: Place, { category, amount }: Cell, of?: Circumstance): string {
  const attributes = Object.entries(of?.attributes ?? {}).map(([name, value]) => `${name} ${value}`);
  return [company, category, say(amount), ...attributes, ...(of?.blocking ?? [])].join(', ');
}

/** Four eyes by hand: from the category's threshold on, and wherever there is none. */
export function takesTwo({ snapshot }: Place, { category, amounts }: Pick<Cell, 'category' | 'amounts'>): boolean {
  const { fourEyes } = snapshot;
  const from = fourEyes?.from[category];
  const measured = fourEyes && amountIn(amounts, fourEyes.currency);
  return from === undefined || measured === undefined || measured >= from;
}
