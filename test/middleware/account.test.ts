import { describe, expect, it } from 'vitest';
import { memoryTables } from '../support/faults-memory.ts';
import { GOOD } from './erp-stand-in.ts';
import { SEED } from './seeded.ts';
import { taken } from './taken.ts';

describe('every event ends in exactly one place', () => {
  it('as its content says, and the sums are those of the sender', async () => {
    const { ended, expected, waited } = await taken(memoryTables(), SEED, 200, GOOD);
    expect(ended, `run again with MIDDLEWARE_SEED=${SEED}`).toEqual(expected);
    expect(waited).toBeGreaterThan(0);
  });
});
