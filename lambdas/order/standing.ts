import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { OrderDeps } from './deps.ts';
import { type Ordered, orderedOf } from './fold.ts';
import { OrderRefusal } from './refusal.ts';

/** The numbers that a subject waits for, both included; none if its next event may be taken in. */
export interface Missing {
  readonly from: number;
  readonly to: number;
}

export interface OrderStanding extends Ordered {
  /** Number of the last event that was taken in, 0 before the first. */
  readonly last: number;
  readonly missing?: Missing;
  readonly entries: readonly LedgerEntry[];
}

/**
 * How a subject stands, by entries that verify.
 * @throws OrderRefusal no-order; CountersignError LedgerBroken
 */
export async function standingOf(
  caseId: string,
  { ledger, mac, positions }: Pick<OrderDeps, 'ledger' | 'mac' | 'positions'>,
): Promise<OrderStanding> {
  const entries = await ledger.read(caseId);
  const of = orderedOf(entries);
  if (!of) throw new OrderRefusal('no-order');
  const reliedOn = entries.filter(({ stage }) => stage !== 'outdated');
  await requireGenuine(mac, entries, reliedOn);
  const last = await positions.last(caseId);
  const [first] = of.held;
  const missing = first && first.sequence > last + 1 && { from: last + 1, to: first.sequence - 1 };
  return { ...of, entries, last, ...(missing && { missing }) };
}
