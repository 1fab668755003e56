import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTables } from '../support/ddb.ts';
import { memoryTables } from '../support/faults-memory.ts';
import type { Stored } from '../support/faults-ports.ts';
import { figures } from '../support/figures.ts';
import { sumOf } from './account.ts';
import { GOOD } from './erp-stand-in.ts';
import { SEED } from './seeded.ts';
import { taken } from './taken.ts';

const EVENTS = 10_000;
/** DynamoDB Local takes 20 to 30 times as long as memory, so fewer there, and as many as the proof says. */
const ON_TABLES = Number(process.env['MIDDLEWARE_ON_TABLES'] ?? 1_000);

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
});
afterAll(() => tables?.stop());

describe('events repeated, late, contradictory and unreadable', () => {
  it.for([
    ['in memory', EVENTS, (): Stored => memoryTables()],
    ['on DynamoDB Local', ON_TABLES, (): Stored => ({ ...tables, throttlesBelow: true })],
  ] as const)(
    '%s, %d end in exactly one place each, by the account of their sender',
    { timeout: 600_000 },
    async ([where, events, storedIn], context) => {
      const { ended, expected, seconds, late, waited } = await taken(storedIn(), SEED, events, GOOD);
      const { account } = ended;
      console.log(
        `seed ${SEED}, ${where}, ${seconds.toFixed(0)} s, ${late} late, ${waited} let in after that: ${JSON.stringify(account)}`,
      );
      const named = Object.entries({
        events,
        ...account,
        late,
        'let in': waited,
        double: ended.doubles,
        seconds: Math.round(seconds),
      });
      figures(context, Object.fromEntries(named.map(([name, count]) => [`${where}: ${name}`, count])));
      expect(ended, `run again with MIDDLEWARE_SEED=${SEED}`).toEqual(expected);
      expect(sumOf(account)).toBe(events);
    },
  );
});
