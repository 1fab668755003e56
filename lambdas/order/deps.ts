import type { Release } from '../../statemachines/kernel/order.ts';
import type { QuarantineDeps } from '../quarantine/deps.ts';
import type { OrderView } from './line.ts';
import type { Positions } from './positions.ts';

export interface OrderDeps extends Pick<QuarantineDeps, 'ledger' | 'mac' | 'clock' | 'standing'> {
  readonly positions: Pick<Positions, 'last' | 'claim' | 'advance'>;
  readonly waiting: OrderView;
  /** Asks Intake to take in what it holds; at least once. */
  readonly ask: (message: Release) => Promise<void>;
}

/** Of the function that serves what people do about events which are in no case of a workflow. */
export interface KeepingDeps extends QuarantineDeps {
  readonly order: OrderDeps;
}
