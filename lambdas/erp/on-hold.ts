import type { Hold } from '../../statemachines/kernel/authority/hold.ts';
import { LONG_LOOK_MS } from '../../statemachines/kernel/patience.ts';
import type { Clock } from '../shared/ports.ts';

/** Somebody holds the writes of the company: its commands wait in their order, and nothing else happens to them. */
export class OnHold extends Error {
  override readonly name = 'OnHold';
  /** Until it is worth another look, milliseconds. */
  readonly ms: number;
  constructor({ key, until }: Hold, clock: Clock) {
    super(`the company's writes are held: ${key}${until ? ` until ${until}` : ' can’t be read'}`);
    const left = until === undefined ? LONG_LOOK_MS : Date.parse(until) - clock.now().getTime();
    this.ms = Math.max(1_000, Math.min(LONG_LOOK_MS, left));
  }
}
