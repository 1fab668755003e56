import { expect, it } from 'vitest';
import { memoryTables } from '../support/faults-memory.ts';
import { WORKFLOW } from '../support/faults-ports.ts';
import { driven, HELD } from './bad-erp.ts';
import { GOOD } from './erp-stand-in.ts';
import { SEED } from './seeded.ts';

const COMMANDS = 40;

it.each([
  ['the ERP says nothing', undefined],
  ['the ERP asks for 15 seconds each time', 15],
])('an ERP that is down for nearly an effect’s time lets no command overtake another: %s', async (_, retryAfter) => {
  const down = { after: 5, ms: (WORKFLOW.effectSeconds - 3_600) * 1_000, retryAfter };
  const came = await driven(memoryTables(), SEED, COMMANDS, { ...GOOD, down });
  expect(came).toMatchObject({ ...HELD, overtaken: 0, answered: COMMANDS, ends: { confirmed: COMMANDS } });
});
