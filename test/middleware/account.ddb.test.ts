import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { sumOf } from './account.ts';
import { GOOD } from './erp-stand-in.ts';
import { SEED } from './seeded.ts';
import { taken } from './taken.ts';

const EVENTS = Number(process.env['MIDDLEWARE_EVENTS'] ?? 10_000);

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
});
afterAll(() => tables?.stop());

describe('ten thousand events', () => {
  it('end in exactly one place each, by the account of the sender, on DynamoDB Local', {
    timeout: 600_000,
  }, async (context) => {
    const { store, claims, commitments, runsOf } = tables;
    const stored = { store, claims, commitments, runsOf, throttlesBelow: true };
    const { ended, expected, seconds, late } = await taken(stored, SEED, EVENTS, GOOD);
    const { account } = ended;
    console.log(`seed ${SEED}, ${seconds.toFixed(1)} s, ${late} late: ${JSON.stringify(account)}`);
    figures(context, { events: EVENTS, ...account, late, seconds: Math.round(seconds) });
    expect(ended, `run again with MIDDLEWARE_SEED=${SEED}`).toEqual(expected);
    expect(sumOf(account)).toBe(EVENTS);
  });
});
