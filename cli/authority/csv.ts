import { stringify } from 'csv-stringify/sync';
import { formatAmount, type Money } from '../../statemachines/kernel/money.ts';
import type { Matrix } from './matrix.ts';

const COLUMNS = [
  ...['as of', 'workflow', 'company', 'category', 'role', 'rank', 'currency', 'alone', 'as second'],
  ...['two people from', 'two people currency', 'material from', 'material together from', 'material within days'],
  ...['material currency', 'material in kind', 'people', 'stand-ins', 'autonomy', 'autonomy cap', 'excluded by'],
] as const;
type Line = Readonly<Record<(typeof COLUMNS)[number], string | number>>;

/**
 * One line for each role, category and company (RFC 4180). Amounts are plain decimals; an empty one is no authority.
 * A text that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function csvOf(matrix: Matrix): string {
  return stringify(linesOf(matrix), {
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

const text = (money: Money | undefined) => (money ? formatAmount(money) : '');

function linesOf({ asOf, workflows }: Matrix): Line[] {
  return workflows.flatMap(({ slug, conflicts, companies }) =>
    companies.flatMap(({ company, materiality, autonomy, roles, categories }) => {
      const { currency = '', amount, cumulative } = materiality ?? {};
      const inMaterial = (minor: number | undefined) => text(minor === undefined ? undefined : { minor, currency });
      return categories.flatMap(({ category, fourEyesFrom, inKind, limits }) =>
        roles.map(({ role, rank = '', currency: own = '', people, standins }, index): Line => {
          const isAgent = rank === 0;
          return {
            ...{ 'as of': asOf, workflow: slug, company, category, role, rank, currency: own },
            ...{ alone: text(limits[index]?.alone), 'as second': text(limits[index]?.second) },
            'two people from': fourEyesFrom ? text(fourEyesFrom) : 'always',
            'two people currency': fourEyesFrom?.currency ?? '',
            'material from': inMaterial(amount),
            'material together from': inMaterial(cumulative?.amount),
            'material within days': cumulative?.windowDays ?? '',
            'material currency': currency,
            'material in kind': inKind ? 'yes' : 'no',
            ...{ people: people.join('; '), 'stand-ins': standins.join('; ') },
            autonomy: isAgent ? (autonomy?.level ?? 'none: a person decides') : '',
            'autonomy cap': isAgent && autonomy?.cap ? `${text(autonomy.cap)} ${autonomy.cap.currency}` : '',
            'excluded by': isAgent ? '' : conflicts.join('; '),
          };
        }),
      );
    }),
  );
}
