import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterCall,
  afterProbe,
  CIRCUIT_LIMITS,
  type Circuit,
  CLOSED,
  type Outcome,
  openUntil,
  permitOf,
  probing,
} from '../../../../lambdas/shared/breaker/circuit.ts';

const limits = CIRCUIT_LIMITS;
const outcome = fc.constantFrom<Outcome>('answered', 'failed', 'denied', 'none');
const step = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 400_000 }) }),
  fc.record({ kind: fc.constant('begin' as const) }),
  fc.record({ kind: fc.constant('end' as const), which: fc.nat(9), outcome }),
);

/** Many workers over one circuit: calls begin and end in any order, some never. */
function drive(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  let circuit: Circuit = CLOSED;
  let now = 1_000_000;
  let workers = 0;
  const under: { readonly by: string; readonly probe: boolean; readonly at: number }[] = [];
  let calls: { readonly failed: boolean; readonly at: number; readonly since: number }[] = [];
  const seen: {
    readonly before: Circuit;
    readonly after: Circuit;
    readonly outcome: Outcome;
    readonly failed: number;
    readonly all: number;
    readonly probe: boolean;
  }[] = [];
  for (const one of steps) {
    if (one.kind === 'wait') now += one.ms;
    if (one.kind === 'begin') {
      const permit = permitOf(circuit, now, limits);
      if (permit === 'wait') continue;
      const by = `worker ${workers++}`;
      if (permit === 'probe') {
        const alive = under.filter(
          ({ probe, at }) => probe && now < at + limits.probeMs && circuit.state === 'half-open',
        );
        expect(alive.filter(({ by: other }) => other === circuit.probe?.by)).toEqual([]);
        circuit = probing(circuit, by, now, limits);
      }
      under.push({ by, probe: permit === 'probe', at: now });
    }
    if (one.kind === 'end') {
      const [call] = under.splice(one.which % Math.max(1, under.length), 1);
      if (!call) continue;
      const before = circuit;
      if (!call.probe && one.outcome !== 'none' && before.state === 'closed')
        calls.push({ failed: one.outcome !== 'answered', at: now, since: before.since });
      calls = calls.filter(({ at, since }) => at > now - limits.windowMs && since === before.since);
      const failed = calls.filter((done) => done.failed).length;
      const counts = { failed, answered: calls.length - failed };
      circuit = call.probe
        ? afterProbe(circuit, call.by, one.outcome, now)
        : afterCall(circuit, one.outcome, counts, now, limits);
      seen.push({ before, after: circuit, outcome: one.outcome, failed, all: calls.length, probe: call.probe });
    }
  }
  return { circuit, seen, now };
}

describe('the law of the circuit', () => {
  it('opens only by a denial, a failed probe, or the rate of enough failures', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        for (const { before, after, outcome: said, failed, all, probe } of drive(steps).seen) {
          if (before.state === 'open' || after.state !== 'open') continue;
          expect(['failed', 'denied']).toContain(said);
          if (!probe && said === 'failed') {
            expect(all).toBeGreaterThanOrEqual(limits.least);
            expect(failed / all).toBeGreaterThanOrEqual(limits.rate);
          }
        }
      }),
    );
  });

  it('closes only by a probe that was answered', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        for (const { before, after, outcome: said, probe } of drive(steps).seen)
          if (before.state !== 'closed' && after.state === 'closed') expect([said, probe]).toEqual(['answered', true]);
      }),
    );
  });

  it('whatever happened, it lets a call through after its time, and closes when that is answered', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { circuit, now } = drive(steps);
        const later = now + limits.longestOpenMs + limits.probeMs;
        const permit = permitOf(circuit, later, limits);
        if (permit === 'call') return;
        expect(permit).toBe('probe');
        const taken = probing(circuit, 'last', later, limits);
        expect(permitOf(taken, later, limits)).toBe('wait');
        expect(afterProbe(taken, 'last', 'answered', later + 1)).toMatchObject({ state: 'closed', opens: 0 });
      }),
    );
  });

  it('stays open for longer each time, up to its limit', () => {
    const open = (opens: number) => openUntil({ state: 'open', since: 0, opens }, limits);
    expect([1, 2, 3, 4, 5, 50].map(open)).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('does not heed a probe that another worker has taken over', () => {
    const other = probing({ state: 'open', since: 0, opens: 1 }, 'other', 30_000, limits);
    for (const said of ['answered', 'failed', 'denied', 'none'] as const)
      expect(afterProbe(other, 'dead', said, 40_000)).toBe(other);
  });
});
