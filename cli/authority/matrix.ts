import {
  type AuthorityItem,
  companiesOf,
  itemsByKey,
  type Register,
  registerAt,
} from '../../lambdas/shared/authority/proof/register.ts';
import { opposedTo } from '../../statemachines/kernel/authority/duties.ts';
import { autonomyKey, fourEyesKey, materialityKey } from '../../statemachines/kernel/authority/keys.ts';
import { AGENT_RANK, ANY_COMPANY, limitsIn } from '../../statemachines/kernel/authority/role.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Money } from '../../statemachines/kernel/money.ts';

/** Who may decide what, as it counts at one moment. */
export interface Matrix {
  /** UTC. */
  readonly asOf: string;
  /** Where the data were read. */
  readonly source: string;
  readonly workflows: readonly WorkflowMatrix[];
  /** People in roles that take part in no workflow: those who change all this. */
  readonly others: readonly RoleHolders[];
}

export interface WorkflowMatrix {
  readonly slug: string;
  readonly title: string;
  readonly duty: string;
  /** Duties that exclude it in one person. */
  readonly conflicts: readonly string[];
  readonly companies: readonly CompanyMatrix[];
}

export interface CompanyMatrix {
  readonly company: string;
  readonly materiality: Register['materiality'][number]['value'] | undefined;
  readonly autonomy: Register['autonomy'][number]['value'] | undefined;
  readonly roles: readonly RoleHolders[];
  readonly categories: readonly CategoryRow[];
}

export interface RoleHolders {
  readonly role: string;
  readonly rank?: number;
  readonly currency?: string;
  /** Of the role's terms: since when, and until when if that is known. */
  readonly since?: string;
  readonly until?: string;
  readonly people: readonly string[];
  /** `Dimitri Manager for Elena Controller, 2026-11-20 to 2026-12-04 (away)` */
  readonly standins: readonly string[];
}

export interface CategoryRow {
  readonly category: string;
  readonly fourEyesFrom: Money | undefined;
  readonly inKind: boolean;
  /** By role, in the order of the company's roles; who may commit alone may be a second as far. */
  readonly limits: readonly { readonly role: string; readonly alone?: Money; readonly second?: Money }[];
}

/** Pure: what the items say of these workflows at a moment. */
export function matrixOf(
  workflows: readonly Workflow[],
  items: readonly AuthorityItem[],
  at: { asOf: string; source: string },
): Matrix {
  const byKey = itemsByKey(items);
  const register = registerAt(byKey, at.asOf);
  const companies = companiesOf(byKey);
  const taking = new Set(workflows.flatMap(({ authority }) => authority.roles));
  const apart = register.people.flatMap(({ appointments }) => appointments.map(({ role }) => role));
  return {
    ...at,
    workflows: workflows.map((workflow) => ({
      ...{ slug: workflow.slug, title: workflow.title, duty: workflow.authority.duty },
      conflicts: [...opposedTo(workflow.authority.duty)],
      companies: companies.map((company) => companyOf(workflow, company, register)),
    })),
    others: [...new Set(apart)]
      .filter((role) => !taking.has(role))
      .toSorted()
      .map((role) => ({ role, ...holders(register, role) })),
  };
}

function companyOf({ slug, authority }: Workflow, company: string, register: Register): CompanyMatrix {
  const of = <T>(all: readonly { key: string; value: T }[], key: string) => all.find((one) => one.key === key)?.value;
  const materiality = of(register.materiality, materialityKey(company));
  const fourEyes = of(register.fourEyes, fourEyesKey(company));
  const roles = register.roles.filter(({ id }) => authority.roles.includes(id));
  const rows = roles.map((role) => ({ role: role.id, rank: role.rank, row: limitsIn(role, company) }));
  return {
    ...{ company, materiality, autonomy: of(register.autonomy, autonomyKey(slug, company)) },
    roles: roles.map((role, index) => {
      const currency = rows[index]?.row?.currency;
      const { id, rank, validFrom: since, validUntil: until } = role;
      return {
        role: id,
        rank,
        since,
        ...(until && { until }),
        ...(currency && { currency }),
        ...holders(register, id, company),
      };
    }),
    categories: authority.categories.map((category) => {
      const from = fourEyes?.from[category];
      return {
        category,
        fourEyesFrom: fourEyes && from !== undefined ? { minor: from, currency: fourEyes.currency } : undefined,
        inKind: materiality?.kinds.includes(category) ?? true,
        limits: rows.map(({ role, rank, row }) => {
          const money = (minor: number | undefined) =>
            row && minor !== undefined ? { minor, currency: row.currency } : undefined;
          const alone = money(row?.alone[category]);
          const second = rank === AGENT_RANK ? undefined : larger(alone, money(row?.second[category]));
          return { role, ...(alone && { alone }), ...(second && { second }) };
        }),
      };
    }),
  };
}

/** Who may commit an amount may be the second of another person for it. */
function larger(alone: Money | undefined, second: Money | undefined): Money | undefined {
  return alone && alone.minor > (second?.minor ?? -1) ? alone : second;
}

/** Who is appointed to a role, in one company or anywhere, and who stands in for them now. */
function holders({ people, standins }: Register, role: string, company?: string) {
  const appointed = people.filter(({ appointments }) =>
    appointments.some(
      (one) => one.role === role && (!company || one.companies.some((at) => at === company || at === ANY_COMPANY)),
    ),
  );
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const away = standins.filter(({ from }) => appointed.some(({ id }) => id === from));
  return {
    people: appointed.map(({ name }) => name),
    standins: away.map(
      ({ delegate, from, validFrom, validUntil, reason }) =>
        `${nameOf(delegate)} for ${nameOf(from)}, ${validFrom.slice(0, 10)} to ${validUntil.slice(0, 10)} (${reason})`,
    ),
  };
}
