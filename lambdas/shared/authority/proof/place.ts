import { AGENT_RANK, type LimitRow, limitsIn, type Role } from '../../../../statemachines/kernel/authority/role.ts';
import type { Workflow } from '../../../../statemachines/kernel/define-workflow.ts';
import { snapshotOf, standingOf } from '../../adapters/dynamo-authority.ts';
import type { PolicySet } from '../policy-set.ts';
import type { AuthoritySnapshot, Standing } from '../snapshot.ts';
import { type Circumstances, circumstancesOf } from './circumstances.ts';
import type { Rates } from './rates.ts';
import type { Register } from './register.ts';

/** A workflow with the policies that it is proved with. */
export interface Proved {
  readonly workflow: Pick<Workflow, 'slug' | 'authority'>;
  readonly policies: PolicySet;
}

/** One workflow in one company at one moment: what every cell there shares. */
export interface Place extends Proved {
  readonly company: string;
  readonly now: string;
  readonly rates: Rates;
  readonly circumstances: Circumstances;
  /** With no stop switched on. */
  readonly snapshot: AuthoritySnapshot;
  /** The human roles, least first. */
  readonly humans: readonly Role[];
  readonly people: readonly Member[];
}

/** Somebody on the register, with the name that a counter-example calls them. */
export interface Member {
  readonly subject: string;
  readonly name: string;
  /** Every name under which they act themselves. */
  readonly names: readonly string[];
  readonly standing: Standing;
}

export const SCOPE = [{ kind: 'all', id: '*' }] as const;
export const RUNNING = [{ ...SCOPE[0], key: 'stop#all', stopped: false, version: 1 }] as const;

/** @throws Error for policies whose circumstances can't be tried out */
export function placeOf({ workflow, policies }: Proved, company: string, register: Register, rates: Rates): Place {
  const { items, now, people } = register;
  const { roles, consents } = workflow.authority;
  const scope = { workflow: workflow.slug, roles, ...(consents && { consents }), company, stops: SCOPE };
  const snapshot = { ...snapshotOf(items, scope, now), stops: RUNNING };
  return {
    ...{ workflow, policies, company, now, rates, snapshot },
    circumstances: circumstancesOf(policies, workflow.authority),
    humans: snapshot.roles.filter(({ rank }) => rank > AGENT_RANK),
    people: people.map(({ id, name, aliases }) => ({
      ...{ subject: id, name, names: [id, ...aliases] },
      standing: standingOf(items, id, now),
    })),
  };
}

/** A role's limits for a category in the company: alone, and as the second of two; minor units. */
export interface Limits {
  readonly currency: string;
  readonly alone: number | undefined;
  readonly second: number | undefined;
}

export function limitsOf(role: Role, { company }: Pick<Place, 'company'>, category: string): Limits | undefined {
  const row: LimitRow | undefined = limitsIn(role, company);
  return row && { currency: row.currency, alone: row.alone[category], second: row.second[category] };
}
