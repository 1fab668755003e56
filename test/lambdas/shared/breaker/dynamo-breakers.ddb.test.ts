import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaker } from '../../../../lambdas/shared/breaker/breaker.ts';
import { CIRCUIT_LIMITS as limits } from '../../../../lambdas/shared/breaker/circuit.ts';
import { breakerKey } from '../../../../statemachines/kernel/authority/breaker-override.ts';
import { openTables } from '../../../support/ddb.ts';
import { handClock } from '../../../support/memory-ledger.ts';

const clock = handClock();
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables?.stop());

const WORKERS = 12;
/** Longer than any worker believes what it has read. */
const KEPT_MS = 2_001;

/** As many workers, each with a breaker of its own over the one table. */
function workers(region: string) {
  const blinded: unknown[] = [];
  const of = { dependency: 'erp-read', region };
  const deps = { store: tables.breakers, clock, blind: (_: unknown, error: unknown) => blinded.push(error) };
  const each = Array.from({ length: WORKERS }, () => breaker(of, { ...deps, patienceMs: 20_000 }));
  let asked = 0;
  const all = (work: () => Promise<string>) =>
    Promise.allSettled(
      each.map((one) =>
        one.run(
          () => {
            asked += 1;
            return work();
          },
          () => 'failed',
        ),
      ),
    );
  return { of, all, blinded, asked: () => asked };
}

describe('workers that race over one circuit', () => {
  it('open it once, and only one of them probes it', async () => {
    const { of, all, blinded, asked } = workers('eu-central-1');
    const down = async () => {
      throw new Error('down');
    };
    await all(down);
    const { circuit, version } = await tables.breakers.read(of);
    expect([circuit.state, circuit.opens, version]).toEqual(['open', 1, 1]);
    expect(asked()).toBe(WORKERS);
    clock.advance(KEPT_MS);
    await all(down);
    expect(asked()).toBe(WORKERS);
    clock.advance(limits.openMs);
    const { promise, resolve } = Promise.withResolvers<string>();
    const probes = all(() => promise);
    await expect.poll(asked).toBe(WORKERS + 1);
    await all(async () => 'fine');
    expect(asked()).toBe(WORKERS + 1);
    resolve('fine');
    const ended = await probes;
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await tables.breakers.read(of)).circuit).toMatchObject({ state: 'closed', opens: 0 });
    expect(blinded).toEqual([]);
  });

  it('a dead probe is followed by exactly one other', async () => {
    const { all, asked } = workers('eu-west-1');
    await all(() => Promise.reject(new Error('down')));
    clock.advance(limits.openMs);
    void all(() => new Promise(() => {}));
    await expect.poll(asked).toBe(WORKERS + 1);
    clock.advance(limits.probeMs);
    await all(async () => 'fine');
    expect(asked()).toBe(WORKERS + 2);
  });

  it('do what somebody says; what can’t be read of it blocks nobody', async () => {
    const { of, all, asked, blinded } = workers('eu-north-1');
    const say = (mode: string) => {
      const Item = { key: breakerKey(of), kind: 'breaker', mode, version: 1, by: ['gia'], reason: 'odd' };
      return tables.dynamo.send(new PutCommand({ TableName: tables.tables.authority, Item }));
    };
    await say('open');
    await all(async () => 'fine');
    expect(asked()).toBe(0);
    await say('nonsense');
    clock.advance(5_000);
    await all(async () => 'fine');
    expect(asked()).toBe(WORKERS);
    expect(blinded.length).toBeGreaterThan(0);
  });

  it('every change is told once it is told, and none that comes in between is lost', async () => {
    const { of, all } = workers('eu-south-1');
    await all(() => Promise.reject(new Error('down')));
    const mine = async () => (await tables.dependencies.breakers()).find(({ region }) => region === of.region);
    expect((await mine())?.untold.map(({ version }) => version)).toEqual([1]);
    clock.advance(limits.openMs);
    await all(async () => 'fine');
    await tables.dependencies.told(of, 1);
    expect((await mine())?.untold.map(({ circuit }) => circuit.state)).toEqual(['open', 'half-open', 'closed']);
    await tables.dependencies.told(of, 3);
    expect((await mine())?.untold).toEqual([]);
  });
});
