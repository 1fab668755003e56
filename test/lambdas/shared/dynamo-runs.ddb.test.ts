import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Runs } from '../../../lambdas/erp/runs.ts';
import { dynamoRamps } from '../../../lambdas/shared/adapters/dynamo-ramps.ts';
import { openTables } from '../../support/ddb.ts';
import { handClock } from '../../support/memory-ledger.ts';

const clock = handClock();
let tables: Awaited<ReturnType<typeof openTables>>;
let runs: Runs;
beforeAll(async () => {
  tables = await openTables();
  runs = tables.runsOf(clock);
});
afterAll(() => tables?.stop());
const inHalfAMinute = () => new Date(clock.now().getTime() + 30_000);

it('T11: counts no run whose time is not over, however many there are at once', async () => {
  const begun = await Promise.all(Array.from({ length: 20 }, () => runs.begin('beside', inHalfAMinute())));
  expect(begun.map(({ crashes }) => crashes)).toEqual(Array(20).fill(0));
  clock.advance(30_001);
  expect((await runs.begin('beside', inHalfAMinute())).crashes).toBe(20);
});

it('counts by command, and not what was struck out, were it twice', async () => {
  const waited = await runs.begin('one', inHalfAMinute());
  await runs.begin('one', inHalfAMinute());
  await waited.strikeOut();
  await waited.strikeOut();
  clock.advance(30_001);
  expect((await runs.begin('one', inHalfAMinute())).crashes).toBe(1);
  expect((await runs.begin('other', inHalfAMinute())).crashes).toBe(0);
});

it('keeps the ramp of a group beside them, until there is none', async () => {
  const ramps = dynamoRamps(tables.dynamo, tables.tables.runs, clock);
  expect(await ramps.read('ACME')).toBeUndefined();
  const ramp = { waits: 3, released: 1, notBefore: 5 };
  await ramps.write('ACME', ramp);
  expect([await ramps.read('ACME'), await ramps.read('OTHER')]).toEqual([ramp, undefined]);
  await ramps.write('ACME', undefined);
  expect(await ramps.read('ACME')).toBeUndefined();
});
