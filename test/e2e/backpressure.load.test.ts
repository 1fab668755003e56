import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchStack, bringUpBench } from '../../bench/bring-up.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { INTAKE_ALARM_SECONDS, STARTS_PER_SECOND } from '../../statemachines/kernel/backpressure.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { putAll } from '../middleware/bus.ts';
import { invoiceCaseOf, invoiceEvent } from '../middleware/invoice-event.ts';
import { SEED } from '../middleware/seeded.ts';
import { watching } from '../middleware/watched.ts';
import { figures } from '../support/figures.ts';

/** As many as a flood has at the most: the engine on two cores takes some minutes for them. */
const MOST_EVENTS = Number(process.env['BACKPRESSURE_EVENTS'] ?? 240);
const FLOOD_SECONDS = 60;
const TIMES = 10;
const WARM_UP = 24;
/** The normal rate, as a share of what a burst was seen to drain at. */
const ROOM = 0.3;
const NORMAL_SECONDS = 30;
/** At the normal rate nothing waits longer to be taken in. */
const NORMAL_AGE_SECONDS = 10;
/** A flood is over so much later, for each second that it lasted at ten times the rate: as `ROOM` says, and half as much again. */
const DRAINED_PER_SECOND = TIMES * ROOM * 1.5;
const MINUTE = 60_000;

let stack: BenchStack;
let watch: ReturnType<typeof watching>;
beforeAll(async () => {
  stack = await bringUpBench({ engine: 4866, model: 4980 });
  watch = watching(stack.plane);
});
afterAll(() => stack?.stop());

const name = `BP${SEED}`;
let sent = 0;

/** Puts so many events on the bus, so many a second, and waits until nothing of them is under way. */
async function put(count: number, perSecond: number) {
  const keys = Array.from({ length: count }, (_, nth) => sent + nth + 1);
  sent += count;
  const sentAt = new Map<number, number>();
  const ended = new AbortController();
  const looking = watch.most(ended.signal);
  const began = Date.now();
  for (const [nth, key] of keys.entries()) {
    await sleep(Math.max(0, began + (nth * 1_000) / perSecond - Date.now()));
    const content = { key, variant: 0, fate: 'posted' } as const;
    sentAt.set(key, Date.now());
    await putAll(stack.plane, [invoiceEvent(name, { event: `e${key}-0-0`, at: began, content })]);
  }
  const flooded = Date.now();
  await watch.idle(20 * MINUTE);
  const drained = Date.now();
  ended.abort();
  const ledgers = new Map<number, LedgerEntry[]>();
  for (const key of keys) ledgers.set(key, await stack.plane.readCase(invoiceCaseOf(name, key, 'posted')));
  const waits = keys.map((key) => Date.parse(ledgers.get(key)?.[0]?.at ?? '') - (sentAt.get(key) ?? 0));
  const seconds = (ms: number) => Math.round(ms / 100) / 10;
  return {
    ledgers: [...ledgers.values()],
    ...(await looking),
    seconds: seconds(drained - began),
    putFor: seconds(flooded - began),
    drainedAfter: seconds(drained - flooded),
    oldest: seconds(Math.max(...waits)),
  };
}

const shown = ({ ledgers, ...measured }: Awaited<ReturnType<typeof put>>) => ({ events: ledgers.length, ...measured });

describe('ten times the normal rate', () => {
  let normal = 0;

  it('has a normal rate: what leaves room, and lets nothing wait', { timeout: 20 * MINUTE }, async (context) => {
    const burst = await put(WARM_UP, WARM_UP);
    const again = await put(WARM_UP, WARM_UP);
    const capacity = WARM_UP / again.seconds;
    normal = Math.round(capacity * ROOM * 100) / 100;
    const steady = await put(Math.ceil(normal * NORMAL_SECONDS), normal);
    console.log(JSON.stringify({ capacity, normal, burst: shown(burst), again: shown(again), steady: shown(steady) }));
    figures(context, { 'normal rate, events a second': normal, 'oldest at it, s': steady.oldest });
    expect(steady.oldest).toBeLessThan(NORMAL_AGE_SECONDS);
  });

  it('for a minute: waits in the queue and drains, without a throttle', { timeout: 30 * MINUTE }, async (context) => {
    const rate = TIMES * normal;
    const flood = await put(Math.min(MOST_EVENTS, Math.ceil(rate * FLOOD_SECONDS)), rate);
    const throttles = await watch.throttles();
    const starts = await watch.mostStarts();
    const measured = { rate, ...shown(flood), throttles, starts, dead: await watch.dead() };
    console.log(JSON.stringify(measured));
    figures(context, Object.fromEntries(Object.entries(measured).map(([what, count]) => [`flood: ${what}`, count])));
    expect(flood.ledgers.map(statusOf)).toEqual(flood.ledgers.map(() => 'posted'));
    expect(flood.ledgers.flatMap(chainFaults)).toEqual([]);
    expect(stack.erp.documents()).toBe(sent);
    expect([throttles, measured.dead]).toEqual([0, 0]);
    expect(starts).toBeLessThanOrEqual(STARTS_PER_SECOND);
    expect(flood.oldest).toBeLessThan(INTAKE_ALARM_SECONDS);
    expect(flood.drainedAfter).toBeLessThan(flood.putFor * DRAINED_PER_SECOND);
  });
});
