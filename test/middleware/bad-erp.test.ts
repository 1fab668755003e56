import { describe, expect, it } from 'vitest';
import { memoryTables } from '../support/faults-memory.ts';
import { badManners, driven, HELD } from './bad-erp.ts';
import { SEED } from './seeded.ts';

const COMMANDS = 200;

describe('an ERP that loses answers, is too busy, forgets keys, and is down for a while', () => {
  it.each([true, false])('key enforced %s: nothing posted twice, nothing lost, all in order', async (enforcesKey) => {
    const came = await driven(memoryTables(), SEED, COMMANDS, badManners(COMMANDS, enforcesKey));
    expect(came, `run again with MIDDLEWARE_SEED=${SEED}`).toMatchObject({
      ...HELD,
      queued: COMMANDS,
      answered: COMMANDS,
    });
  });
});
