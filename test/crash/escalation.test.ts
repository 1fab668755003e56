import { beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, type Plan } from '../support/faults.ts';
import { memoryTables } from '../support/faults-memory.ts';
import type { WorldOptions } from '../support/faults-outside.ts';
import { breaches, endOf } from '../support/faults-verdict.ts';
import { faultsWorld } from '../support/faults-world.ts';

const HOUR_MS = 3_600_000;

async function live(options: Partial<WorldOptions>) {
  const world = faultsWorld(memoryTables(), { note: { number: 'A1', cents: 2_000 }, ...options });
  world.submit();
  await world.run();
  return world;
}

/** Every fault at every boundary of the review's functions, after which people approve, or never do. */
async function ends(approvesAfterMs?: number): Promise<{ runs: number; statuses: Set<string>; wrong: string[] }> {
  const options = approvesAfterMs === undefined ? {} : { approvesAfterMs };
  const names = (await live(options)).crossing.crossed;
  const statuses = new Set<string>();
  const wrong: string[] = [];
  let runs = 0;
  for (const [index, name] of names.entries()) {
    if (!/^review:/.test(name)) continue;
    for (const fault of FAULTS) {
      const plan: Plan = { at: index + 1, fault };
      const world = await live({ ...options, plan });
      const { status, running, documents } = await endOf(world);
      const found = await breaches(world);
      if (running > 0 || status === 'open' || status === 'waiting-review') found.push(`ends as ${status}`);
      if (approvesAfterMs === undefined && documents > 0) found.push('posted without any consent');
      if (found.length > 0) wrong.push(`${plan.at} ${name}, ${fault}: ${found.join('; ')}`);
      statuses.add(status);
      runs += 1;
    }
  }
  return { runs, statuses, wrong };
}

describe('a fault at any boundary of a review', () => {
  let silent: Awaited<ReturnType<typeof ends>>;
  beforeAll(async () => {
    silent = await ends();
  });

  it('T5: that nobody decides: it ends, and nothing is ever posted', () => {
    expect(silent.wrong).toEqual([]);
    expect(silent.runs).toBeGreaterThan(40);
    expect([...silent.statuses]).toEqual(['refused']);
  });

  it('that is decided after the next role was asked: it is posted once', async () => {
    const { runs, statuses, wrong } = await ends(3.5 * HOUR_MS);
    expect(wrong).toEqual([]);
    expect(runs).toBeGreaterThan(20);
    expect([...statuses]).toEqual(['posted']);
  });
});
