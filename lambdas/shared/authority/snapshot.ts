import type { AutonomyData, MaterialityData, RoleData } from '../../../statemachines/kernel/authority.ts';

/** The authority data of one workflow and segment at one moment, read consistently. */
export interface AuthoritySnapshot {
  /** Valid roles, least first. */
  readonly roles: readonly RoleData[];
  readonly materiality?: MaterialityData;
  readonly autonomy?: AutonomyData;
  /** Every stop switch that counts here; what can't be read counts as stopped. */
  readonly stops: readonly { readonly key: string; readonly stopped: boolean; readonly version?: number }[];
}

export interface AuthorityPort {
  /** @throws CountersignError Transient if the table can't be read */
  read(workflow: string, segment: string): Promise<AuthoritySnapshot>;
}

export function isStopped(snapshot: AuthoritySnapshot): boolean {
  return snapshot.stops.length === 0 || snapshot.stops.some((stop) => stop.stopped || stop.version === undefined);
}
