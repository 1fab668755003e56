import { beforeEach, describe, expect, it } from 'vitest';
import { confirm } from '../../../lambdas/govern/change.ts';
import { confirmStop, GLASS_SETTLING_MS, stopStatus } from '../../../lambdas/govern/confirm-stop.ts';
import type { GovernDeps } from '../../../lambdas/govern/deps.ts';
import { breakGlass, lift, stop } from '../../../lambdas/govern/stop.ts';
import { LATE_MS, MOST_SWITCHES, type WatchDeps, watch } from '../../../lambdas/govern/watch.ts';
import type { Flight } from '../../../lambdas/shared/ports.ts';
import { governanceCaseId } from '../../../statemachines/kernel/authority/change.ts';
import type { StopScope } from '../../../statemachines/kernel/authority/stop.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { toyRun } from '../../support/toy-run.ts';

const ALL = { kind: 'all', id: '*' } as const;
const ACME = { kind: 'company', id: 'ACME' } as const;
const HOUR = 3_600_000;
let run: ReturnType<typeof toyRun>;
let governing: GovernDeps;
let deps: WatchDeps;
beforeEach(() => {
  run = toyRun();
  governing = toyGovern(run);
  deps = { ...governing, switches: async () => [...run.memory.items.keys()], random: () => 0.5 };
});

const halt = (scope: StopScope) => stop(governor('gia'), scope, 'odd', governing);
const entriesOf = async (key: string, stage: string) =>
  (await deps.watching.read(governanceCaseId(key))).filter((entry) => entry.stage === stage);
const inFlight: Flight = {
  ...{ caseId: 'toy-1', commandId: 'c1', preparedAt: '2026-11-24T08:59:00.000Z' },
  scopes: [{ kind: 'company', id: 'ACME' }],
};

/** Breaks the glass of the switch over everything for an hour. */
async function emergency(reason = 'payroll'): Promise<string> {
  const until = new Date(run.clock.now().getTime() + HOUR).toISOString();
  const { digest } = await breakGlass(governor('gia'), { scope: ALL, until, reason }, governing);
  await confirm(governor('gus'), { key: 'stop#all', digest }, governing);
  return until;
}

async function lifted(scope: StopScope, key: string): Promise<void> {
  const { digest } = await lift(governor('gia'), scope, 'explained', governing);
  await confirm(governor('gus'), { key, digest }, governing);
}

describe('the watch confirms no stop', () => {
  it('that stops nothing', async () => {
    expect(await watch(deps)).toMatchObject({ looked: ['stop#all', 'stop#workflow#toy'], confirmed: [], failed: [] });
  });

  it('T22: of which something is under way, and says so once that takes too long', async () => {
    await halt(ACME);
    run.memory.flights.set('c1', inFlight);
    expect(await watch(deps)).toMatchObject({ confirmed: [], unconfirmed: [] });
    run.clock.advance(LATE_MS - 1);
    expect(await watch(deps)).toMatchObject({ confirmed: [], unconfirmed: [] });
    run.clock.advance(1);
    expect(await watch(deps)).toMatchObject({ confirmed: [], unconfirmed: ['stop#company#ACME'] });
    run.memory.flights.clear();
    expect(await watch(deps)).toMatchObject({ confirmed: ['stop#company#ACME'], unconfirmed: [] });
  });

  it('that was lifted since it was read', async () => {
    await halt(ALL);
    const flights = async () => {
      await lifted(ALL, 'stop#all');
      return [];
    };
    expect(await confirmStop(ALL, { ...deps, flights })).toMatchObject({ state: 'running' });
    expect(await entriesOf('stop#all', 'stop-confirmed')).toEqual([]);
  });

  it('right after an emergency: what was let through may still be prepared', async () => {
    await halt(ALL);
    await emergency();
    run.clock.advance(HOUR + GLASS_SETTLING_MS - 1);
    expect(await watch(deps)).toMatchObject({ confirmed: [] });
    expect(await stopStatus(ALL, deps)).toMatchObject({ state: 'stopping', remains: [] });
    run.clock.advance(1);
    expect(await watch(deps)).toMatchObject({ confirmed: ['stop#all'] });
  });

  it('that can’t be read, and says so at once', async () => {
    run.memory.items.set('stop#all', { kind: 'stop', stopped: 'yes' });
    expect(await watch(deps)).toMatchObject({ confirmed: [], unconfirmed: ['stop#all'] });
  });

  it('while flights can’t be read', async () => {
    await halt(ALL);
    const flights = () => Promise.reject(new Error('throttled'));
    const failed = [{ key: 'stop#all', reason: 'Error: throttled' }];
    expect(await watch({ ...deps, flights })).toMatchObject({ confirmed: [], failed });
  });
});

describe('the watch confirms a stop', () => {
  it('as the operation does, with its time, and once: whoever asks afterwards is told the same', async () => {
    await halt(ALL);
    const at = run.clock.now().toISOString();
    expect(await watch(deps)).toMatchObject({ confirmed: ['stop#all'] });
    run.clock.advance(60_000);
    expect(await watch(deps)).toMatchObject({ confirmed: [], unconfirmed: [] });
    expect(await confirmStop(ALL, deps)).toMatchObject({ state: 'stopped', confirmedAt: at });
    const system = { kind: 'system', id: 'watch' };
    const [entry, ...more] = await entriesOf('stop#all', 'stop-confirmed');
    expect(entry).toMatchObject({ at, writer: 'watch', actor: system, body: { kind: 'all', id: '*', version: 2 } });
    expect(more).toEqual([]);
  });

  it('once, though two timers go off at once', async () => {
    await halt(ALL);
    await halt(ACME);
    await emergency();
    run.clock.advance(HOUR + GLASS_SETTLING_MS);
    await Promise.all([watch(deps), watch(deps), watch(deps)]);
    expect(await entriesOf('stop#all', 'stop-confirmed')).toHaveLength(1);
    expect(await entriesOf('stop#company#ACME', 'stop-confirmed')).toHaveLength(1);
    expect(await entriesOf('stop#all', 'glass-review-opened')).toHaveLength(1);
  });

  it('beside others that can’t be looked at', async () => {
    for (const scope of [ALL, ACME]) await halt(scope);
    const [first, ...rest] = run.memory.cases.get(governanceCaseId('stop#all')) ?? [];
    if (first) run.memory.cases.set(first.caseId, [{ ...first, body: { ...first.body, people: [] } }, ...rest]);
    const malformed = ['stop#', 'stop#planet#mars', 'stop#company', 'stop#all#ACME'];
    const switches = async () => [...malformed, 'stop#all', 'stop#company#ACME'];
    const watched = await watch({ ...deps, switches });
    expect(watched.confirmed).toEqual(['stop#company#ACME']);
    expect([...new Set(watched.failed.map(({ key }) => key))]).toEqual([...malformed, 'stop#all']);
    expect(watched.failed.at(-1)?.reason).toContain('LedgerBroken');
  });
});

describe('after an emergency', () => {
  it('nobody is asked before it is over; then somebody is, once', async () => {
    await halt(ALL);
    const until = await emergency();
    run.clock.advance(HOUR - 1);
    expect(await watch(deps)).toMatchObject({ reviews: [] });
    run.clock.advance(1);
    expect(await watch(deps)).toMatchObject({ reviews: ['stop#all'], late: [] });
    expect(await watch(deps)).toMatchObject({ reviews: [] });
    const [{ body } = { body: {} }] = await entriesOf('stop#all', 'glass-review-opened');
    const asked = { kind: 'all', id: '*', version: 3, until, endedAt: until, by: ['gia', 'gus'], reason: 'payroll' };
    expect(body).toEqual(asked);
  });

  it.each([
    ['stopped again', () => halt(ALL)],
    ['lifted', () => lifted(ALL, 'stop#all')],
  ])('it is looked at though the switch was %s before its end', async (_, change) => {
    await halt(ALL);
    await emergency();
    run.clock.advance(60_000);
    const endedAt = run.clock.now().toISOString();
    await change();
    expect(await watch(deps)).toMatchObject({ reviews: ['stop#all'] });
    expect(await entriesOf('stop#all', 'glass-review-opened')).toMatchObject([{ body: { version: 3, endedAt } }]);
  });

  it('each has a review of its own', async () => {
    await halt(ALL);
    await emergency('payroll');
    await emergency('tax');
    run.clock.advance(HOUR);
    await watch(deps);
    const reasons = (await entriesOf('stop#all', 'glass-review-opened')).map(({ body }) => body['reason']);
    expect(reasons).toEqual(['payroll', 'tax']);
  });

  it('of which the ledger knows nothing, the switch itself says it', async () => {
    const until = run.clock.now().toISOString();
    const glass = { until, by: ['gia', 'gus'], reason: 'by hand' };
    run.memory.items.set('stop#all', { kind: 'stop', stopped: true, version: 9, breakGlass: glass });
    expect(await watch(deps)).toMatchObject({ reviews: ['stop#all'] });
  });

  it('a review that opens late is told, and goes on being told while it can’t be opened', async () => {
    await halt(ALL);
    await emergency();
    run.clock.advance(HOUR + LATE_MS);
    const append = () => Promise.reject(new Error('no rights'));
    const barred = { ...deps, watching: { ...deps.watching, append } };
    expect(await watch(barred)).toMatchObject({ reviews: [], late: ['stop#all'] });
    expect(await watch(deps)).toMatchObject({ reviews: ['stop#all'], late: ['stop#all'] });
    expect(await watch(deps)).toMatchObject({ late: [] });
  });
});

describe('one run', () => {
  it('fails when no switch can be found', async () => {
    const switches = () => Promise.reject(new Error('no index'));
    await expect(watch({ ...deps, switches })).rejects.toThrow('no index');
  });

  it('looks at so many at most, and begins anywhere', async () => {
    const keys = Array.from({ length: MOST_SWITCHES + 100 }, (_, index) => `stop#company#C${index}`);
    const switches = async () => keys;
    const { looked } = await watch({ ...deps, switches, random: () => 0.999 });
    expect(looked).toHaveLength(MOST_SWITCHES);
    expect(new Set(looked).size).toBe(MOST_SWITCHES);
    expect(looked.slice(0, 2)).toEqual([keys.at(-1), keys[0]]);
  });
});
