import { MOST_RECEIVES, waitMs } from '../../statemachines/kernel/patience.ts';
import type { handClock } from '../support/memory-ledger.ts';

interface Queued {
  readonly body: string;
  /** Visible from then on, milliseconds since the epoch. */
  at: number;
  receives: number;
}

/** A FIFO queue by groups: of each only the head is out, and all heads at once. */
export function commandQueue(clock: ReturnType<typeof handClock>) {
  const groups = new Map<string, Queued[]>();
  const sent: { readonly group: string; readonly body: string }[] = [];
  const overtaken: string[] = [];
  let deliveries = 0;
  const now = () => clock.now().getTime();
  const heads = () => [...groups].flatMap(([group, [head]]) => (head ? [{ group, head }] : []));

  return {
    /** Everything that was sent, in its order. */
    sent,
    /** What was received too often: its successors went before it. */
    overtaken,
    deliveries: () => deliveries,
    waiting: () => [...groups.values()].reduce((sum, queued) => sum + queued.length, 0),
    send(group: string, body: string): void {
      sent.push({ group, body });
      const queued = groups.get(group) ?? [];
      groups.set(group, queued);
      queued.push({ body, at: now(), receives: 0 });
    },
    /** Delivers until nothing is left. `handle` says after how many milliseconds it is to come again (0: its own wait), or nothing. */
    async drain(handle: (body: string, group: string) => Promise<number | undefined>): Promise<void> {
      for (let all = heads(); all.length > 0; all = heads()) {
        clock.advance(Math.max(0, Math.min(...all.map(({ head }) => head.at)) - now()));
        const due = all.filter(({ head }) => head.at <= now());
        await Promise.all(
          due.map(async ({ group, head }) => {
            if (head.receives >= MOST_RECEIVES) {
              overtaken.push(head.body);
              groups.get(group)?.shift();
              return;
            }
            deliveries += 1;
            head.receives += 1;
            const wait = await handle(head.body, group);
            if (wait === undefined) groups.get(group)?.shift();
            else head.at = now() + waitMs(wait, head.receives);
          }),
        );
      }
    },
  };
}
