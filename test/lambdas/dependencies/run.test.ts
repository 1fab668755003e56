import { describe, expect, it } from 'vitest';
import type { BreakerSeen, HoldSeen } from '../../../lambdas/dependencies/ports.ts';
import { ENDING_MS, watchDependencies } from '../../../lambdas/dependencies/run.ts';
import type { Circuit } from '../../../lambdas/shared/breaker/circuit.ts';
import type { OutgoingEvent } from '../../../statemachines/kernel/events/outgoing-event.ts';
import { handClock } from '../../support/memory-ledger.ts';

const clock = handClock();
const now = clock.now().getTime();
const iso = (ms: number) => new Date(now + ms).toISOString();
const open: Circuit = { state: 'open', since: now, reason: 'rate', opens: 1 };
const closed: Circuit = { state: 'closed', since: now, reason: 'recovered', opens: 0 };
const of = { dependency: 'erp-read', region: 'eu-central-1' };
const seen = (more: Partial<BreakerSeen>): BreakerSeen => ({ ...of, version: 2, untold: [], ...more });
const hold = (more: Partial<HoldSeen>): HoldSeen => ({
  company: 'ACME',
  held: true,
  by: ['gia'],
  reason: 'r',
  ...more,
});
const override = { kind: 'breaker' as const, version: 1, by: ['gia'], reason: 'odd' };

async function watched(breakers: BreakerSeen[], holds: HoldSeen[] = [], failing = false) {
  const events: OutgoingEvent[] = [];
  const told: number[] = [];
  const dependencies = {
    breakers: async () => breakers,
    holds: async () => holds,
    told: async (_: unknown, upTo: number) => void told.push(upTo),
  };
  const announcer = {
    async announce(event: OutgoingEvent) {
      if (failing) throw new Error('the bus is away');
      events.push(event);
    },
  };
  const found = await watchDependencies({ dependencies, announcer, clock }).catch((error: Error) => error.message);
  return { found, events, told };
}

describe('changes of breakers', () => {
  const changed = seen({
    circuit: closed,
    untold: [
      { version: 1, circuit: open },
      { version: 2, circuit: closed },
    ],
  });

  it('are not counted as told while the bus takes nothing', async () => {
    expect(await watched([changed], [], true)).toEqual({ found: 'the bus is away', events: [], told: [] });
  });

  it('are told in their order, each with an id of its own that is the same when it is told again', async () => {
    const [once, twice] = [await watched([changed]), await watched([changed])];
    expect(once.events.map(({ data }) => data)).toMatchObject([
      { ...of, state: 'open', reason: 'rate', version: 1 },
      { ...of, state: 'closed', reason: 'recovered', version: 2 },
    ]);
    expect(once.told).toEqual([2]);
    expect(new Set([...once.events, ...twice.events].map(({ id }) => id)).size).toBe(2);
    expect(once.found).toMatchObject({ changes: 2, open: 0 });
  });
});

describe('a breaker counts as open', () => {
  it.each<[string, Partial<BreakerSeen>, number]>([
    ['by its circuit', { circuit: open }, 1],
    ['while it is probed', { circuit: { ...open, state: 'half-open' } }, 1],
    ['not, when it is closed', { circuit: closed }, 0],
    ['by hand', { circuit: closed, override: { ...override, mode: 'open' } }, 1],
    ['not, kept closed by hand', { circuit: open, override: { ...override, mode: 'closed', until: iso(1) } }, 0],
    ['again, when that is over', { circuit: open, override: { ...override, mode: 'closed', until: iso(0) } }, 1],
  ])('%s', async (_, more, count) => {
    expect((await watched([seen(more)])).found).toMatchObject({ open: count });
  });
});

describe('a hold', () => {
  it.each<[string, Partial<HoldSeen>, object]>([
    ['that is over is none', { until: iso(0) }, { held: 0, ending: 0 }],
    ['that was lifted is none', { held: false, until: iso(1_000) }, { held: 0, ending: 0 }],
    ['that can’t be read is one', {}, { held: 1, ending: 0 }],
    ['with time left is one', { until: iso(ENDING_MS) }, { held: 1, ending: 0 }],
    ['that ends soon is told as such', { until: iso(ENDING_MS - 1) }, { held: 1, ending: 1 }],
  ])('%s', async (_, more, counts) => {
    expect((await watched([], [hold(more)])).found).toMatchObject(counts);
  });
});
