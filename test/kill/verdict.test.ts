import { describe, expect, it } from 'vitest';
import { memoryTables } from '../support/faults-memory.ts';
import { faultsWorld } from '../support/faults-world.ts';
import { unlike } from './verdict.ts';

async function posted() {
  const world = faultsWorld(memoryTables(), { note: { number: 'A1', cents: 500 } });
  world.submit();
  await world.run();
  return world.entries();
}

async function refused() {
  const world = faultsWorld(memoryTables(), { note: { number: 'A1', cents: 2_000 } });
  world.submit();
  await world.run();
  return world.entries();
}

describe('the end of a cell', () => {
  it('is not right with two documents, or none, or a chain that is broken', async () => {
    const entries = await posted();
    expect(unlike(entries, 2)).toEqual(['posted, confirmed 1, 2 documents']);
    expect(unlike(entries, 0)).toEqual(['posted, confirmed 1, 0 documents']);
    const [first, ...rest] = entries;
    expect(first && unlike([{ ...first, body: {} }, ...rest], 1)).not.toEqual([]);
  });

  it('is not right with a person, unless an answer could not be read and nothing is in the ERP', async () => {
    const entries = await refused();
    expect(unlike(entries, 0, 'crash after')).not.toEqual([]);
    expect(unlike(entries, 1, 'malformed')).not.toEqual([]);
    expect(unlike(entries, 0, 'malformed')).toEqual([]);
  });

  it('is right posted once', async () => {
    expect(unlike(await posted(), 1, 'crash after')).toEqual([]);
  });
});
