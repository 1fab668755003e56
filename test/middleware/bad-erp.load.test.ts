import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { badManners, driven, HELD } from './bad-erp.ts';
import { SEED } from './seeded.ts';

const COMMANDS = 1_000;

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
});
afterAll(() => tables?.stop());

describe('commands to an ERP that loses answers, is too busy, forgets keys, and is down for a while', () => {
  it.for([
    ['which posts one key once', true, 1],
    ['which does not enforce keys', false, 1 + COMMANDS],
  ] as const)(
    '%s: nothing posted twice, nothing lost, all in order',
    { timeout: 600_000 },
    async ([which, enforcesKey, firstKey], context) => {
      const stored = { ...tables, throttlesBelow: true };
      const came = await driven(stored, SEED, COMMANDS, badManners(COMMANDS, enforcesKey), firstKey);
      const { ends, told, left, deliveries, doubles, seconds } = came;
      console.log(`seed ${SEED}, ${JSON.stringify(came)}`);
      const counts = { commands: COMMANDS, ...ends, ...told, double: doubles, seconds };
      const named = Object.entries({ ...counts, 'waiting at recovery': left, 'deliveries from then': deliveries });
      figures(context, Object.fromEntries(named.map(([name, count]) => [`ERP ${which}: ${name}`, count])));
      expect(came, `run again with MIDDLEWARE_SEED=${SEED}`).toMatchObject({
        ...{ ...HELD, queued: COMMANDS, answered: COMMANDS },
      });
      expect(left).toBeGreaterThan(COMMANDS / 3);
      expect(deliveries).toBeLessThanOrEqual(2 * left);
    },
  );
});
