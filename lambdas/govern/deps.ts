import type { Person } from '../../statemachines/kernel/authority/person.ts';
import type { Dependencies } from '../dependencies/ports.ts';
import type { Standing } from '../shared/authority/snapshot.ts';
import type { Clock, Flight, Ledger, MacPort } from '../shared/ports.ts';

/** Somebody whose token was verified, with the roles that it claims. */
export interface Caller {
  readonly subject: string;
  readonly claimed: readonly string[];
}

export interface GovernDeps {
  readonly ledger: Ledger;
  /** The same ledger, under the key of what confirms stops. */
  readonly watching: Ledger;
  readonly mac: MacPort;
  readonly clock: Clock;
  /** An item of the authority table as it is, by a consistent read. */
  readonly item: (key: string) => Promise<Readonly<Record<string, unknown>> | undefined>;
  readonly standing: (subject: string) => Promise<Standing>;
  /** Breakers and holds, for people to see. */
  readonly dependencies: Dependencies;
  /** Every command that is prepared and not settled, by a consistent read. */
  readonly flights: () => Promise<readonly Flight[]>;
}

/** What it takes to tell how a stop stands. */
export type StopDeps = Pick<GovernDeps, 'watching' | 'clock' | 'item' | 'flights'>;

export type { Person };
