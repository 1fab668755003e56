import type { Autonomy } from '../../../statemachines/kernel/authority/autonomy.ts';
import type { Delegation, Person } from '../../../statemachines/kernel/authority/person.ts';
import type { Role } from '../../../statemachines/kernel/authority/role.ts';
import type { FourEyes, Materiality } from '../../../statemachines/kernel/authority/thresholds.ts';

/** The authority data of one workflow and company at one moment, read consistently. */
export interface AuthoritySnapshot {
  /** The workflow's roles in force, least first. */
  readonly roles: readonly Role[];
  readonly materiality?: Materiality;
  readonly fourEyes?: FourEyes;
  readonly autonomy?: Autonomy;
  /** Every stop switch that counts here; what can't be read counts as stopped. */
  readonly stops: readonly { readonly key: string; readonly stopped: boolean; readonly version?: number }[];
}

/** What the register says of one person now. */
export interface Standing {
  /** None if nobody of that subject is in the register, or not now. */
  readonly person?: Person;
  /** Delegations to this person that run now, each with the register's entry of whom they stand in for. */
  readonly delegations: readonly (Delegation & { readonly delegator: Person })[];
}

/** Whose authority data is asked for. */
export interface AuthorityScope {
  readonly workflow: string;
  /** Ids of the roles that take part in the workflow. */
  readonly roles: readonly string[];
  /** Company code. */
  readonly company: string;
}

/** Never cached: what was revoked a moment ago counts no more (T24). */
export interface AuthorityPort {
  /** @throws CountersignError Transient if the table can't be read */
  read(scope: AuthorityScope): Promise<AuthoritySnapshot>;
  /** @throws CountersignError Transient if the table can't be read */
  standing(subject: string): Promise<Standing>;
}

export function isStopped(snapshot: AuthoritySnapshot): boolean {
  return snapshot.stops.length === 0 || snapshot.stops.some((stop) => stop.stopped || stop.version === undefined);
}
