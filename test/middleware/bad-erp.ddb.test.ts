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

describe('two thousand commands to an ERP that loses answers, is too busy, forgets keys, and is down for a while', () => {
  it.for([true, false])(
    'key enforced %s: nothing posted twice, nothing lost, all in order',
    { timeout: 600_000 },
    async (enforcesKey, context) => {
      const came = await driven(
        { ...tables, throttlesBelow: true },
        SEED + Number(enforcesKey),
        COMMANDS,
        badManners(COMMANDS, enforcesKey),
      );
      const { ends, told, left, deliveries, doubles, seconds } = came;
      const name = `commands, key ${enforcesKey ? '' : 'not '}enforced:`;
      console.log(`seed ${SEED}, ${JSON.stringify(came)}`);
      figures(context, {
        [name]: COMMANDS,
        ...ends,
        ...told,
        doubles,
        'waiting at recovery': left,
        deliveries,
        seconds,
      });
      expect(came, `run again with MIDDLEWARE_SEED=${SEED}`).toMatchObject({
        ...HELD,
        queued: COMMANDS,
        answered: COMMANDS,
      });
      expect(left).toBeGreaterThan(COMMANDS / 3);
      expect(deliveries).toBeLessThanOrEqual(2 * left);
    },
  );
});
