import type { Autonomy } from '../../../statemachines/kernel/authority/autonomy.ts';
import type { Hold } from '../../../statemachines/kernel/authority/hold.ts';
import type { Delegation, Person } from '../../../statemachines/kernel/authority/person.ts';
import type { Role } from '../../../statemachines/kernel/authority/role.ts';
import type { Stop, StopScope } from '../../../statemachines/kernel/authority/stop.ts';
import type { FourEyes, Materiality } from '../../../statemachines/kernel/authority/thresholds.ts';

/** The authority data of one workflow and company at one moment, read consistently. */
export interface AuthoritySnapshot {
  /** The workflow's roles in force, least first. */
  readonly roles: readonly Role[];
  /** Roles in force whose consent is asked for, in the order that was asked; none, where none was asked for. */
  readonly consents?: readonly Role[];
  readonly materiality?: Materiality;
  readonly fourEyes?: FourEyes;
  readonly autonomy?: Autonomy;
  /** Every stop switch that counts here; what can't be read counts as stopped. */
  readonly stops: readonly Stop[];
  /** Whether somebody holds the company's writes; it stops no decision. */
  readonly hold: Hold;
}

/** What the register says of one person now. */
export interface Standing {
  /** None if nobody of that subject is in the register, or not now, or the approver is stopped. */
  readonly person?: Person;
  /** Delegations to this person that run now, each with the register's entry of whom they stand in for. */
  readonly delegations: readonly (Delegation & { readonly delegator: Person })[];
  /** The person's own stop switch. */
  readonly stop: Stop;
}

/** Whose authority data is asked for. */
export interface AuthorityScope {
  readonly workflow: string;
  /** Ids of the roles that take part in the workflow. */
  readonly roles: readonly string[];
  /** Ids of roles outside of the ladder whose consent is needed. */
  readonly consents?: readonly string[];
  /** Company code. */
  readonly company: string;
  /** Every stop switch that could stop it. */
  readonly stops: readonly StopScope[];
}

/** Never cached: what was revoked a moment ago counts no more (T24). */
export interface AuthorityPort {
  /** @throws CountersignError Transient if the table can't be read */
  read(scope: AuthorityScope): Promise<AuthoritySnapshot>;
  /** @throws CountersignError Transient if the table can't be read */
  standing(subject: string): Promise<Standing>;
}
