import type { Clock } from '../shared/ports.ts';
import type { Delivery } from './deliver.ts';
import type { Later } from './outcome.ts';

/** How the group of one ERP company comes back after it could not work for a while. */
export interface Ramp {
  /** Deliveries in a row that had to wait for the ERP, or for a hold. */
  readonly waits: number;
  /** Commands that went through since. */
  readonly released: number;
  /** Nothing of the group is tried before, milliseconds of the epoch. */
  readonly notBefore: number;
}

/** Where ramps are kept; a group that works as ever has none. */
export interface Ramps {
  /** @throws an AWS service's error */
  read(group: string): Promise<Ramp | undefined>;
  /** @throws an AWS service's error */
  write(group: string, ramp: Ramp | undefined): Promise<void>;
}

/** Between one command and the next after an outage, milliseconds: faster and faster, then as ever. */
export const STEPS_MS = [8_000, 4_000, 2_000, 1_000] as const;
/** Fewer waits in a row than this are no outage. */
export const OUTAGE_WAITS = 3;

/** The ramp after a delivery, if there is still one. */
export function afterDelivery(ramp: Ramp | undefined, waits: boolean, now: number): Ramp | undefined {
  if (waits) return { waits: (ramp?.waits ?? 0) + 1, released: 0, notBefore: 0 };
  if (!ramp || ramp.waits < OUTAGE_WAITS) return undefined;
  const pause = STEPS_MS[ramp.released];
  return pause === undefined ? undefined : { ...ramp, released: ramp.released + 1, notBefore: now + pause };
}

type Delivered = { readonly kind: 'done' } | Later;

/**
 * Delivers, and after an outage or a hold slowly at first, so that a backlog does not bring the ERP down again. SQS
 * delivers one message of a group at a time, so nobody else writes the group's ramp. A ramp that can't be read or
 * written keeps nothing back.
 */
export async function ramped(
  { group, read }: Pick<Delivery, 'group' | 'read'>,
  work: () => Promise<Delivered>,
  { ramps, clock, blind }: { readonly ramps: Ramps; readonly clock: Clock; readonly blind: (error: unknown) => void },
): Promise<Delivered> {
  if (read.kind !== 'command') return work();
  const safely = <T>(asked: Promise<T>) =>
    asked.catch((error: unknown) => {
      blind(error);
      return undefined;
    });
  const before = await safely(ramps.read(group));
  const left = (before?.notBefore ?? 0) - clock.now().getTime();
  if (left > 0) return { kind: 'later', afterMs: left, why: 'its company comes back slowly after an outage' };
  const delivered = await work();
  const waits = delivered.kind === 'later' && delivered.outage === true;
  if (delivered.kind === 'later' && !waits) return delivered;
  const after = afterDelivery(before, waits, clock.now().getTime());
  if (before || after) await safely(ramps.write(group, after));
  return delivered;
}
