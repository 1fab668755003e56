import { describe, expect, it } from 'vitest';
import { SEED, seeded } from '../middleware/seeded.ts';
import { CALL_FAULTS, type Fault, type Plan } from '../support/faults.ts';
import { memoryTables } from '../support/faults-memory.ts';
import type { WorldOptions } from '../support/faults-outside.ts';
import { breaches, endOf } from '../support/faults-verdict.ts';
import { faultsWorld } from '../support/faults-world.ts';
import { figures } from '../support/figures.ts';

const SEEDS = 20;
const HOUR_MS = 3_600_000;
const LEAST_BOUNDARIES = 11;
const minutes = 10;

/** The ways of a case to the ERP; a seed varies its amount, and when a person countersigns it. */
const WAYS = ['the agent’s', 'countersigned'] as const;
type Way = (typeof WAYS)[number];

function optionsOf(way: Way, seed: number): WorldOptions {
  const by = seeded(seed);
  const number = `${way} ${seed}`;
  if (way === 'the agent’s') return { note: { number, cents: by.whole(1, 1_000) } };
  const approvesAfterMs = by.whole(1, Math.round(0.9 * HOUR_MS));
  return { note: { number, cents: by.whole(1_001, 10_000) }, approvesAfterMs };
}

/** Runs the case to its end; meanwhile copies of its event and of its command come, as the seed says. */
async function live(way: Way, seed: number, plan?: Plan) {
  const world = faultsWorld(memoryTables(), { ...optionsOf(way, seed), ...(plan && { plan }) });
  const by = seeded(seed + 1);
  world.submit();
  for (let turns = by.whole(0, 4); turns > 0; turns -= 1) await world.turn();
  if (plan && by.happens(0.5)) world.submit();
  const copied = world.sent.at(-1);
  if (plan && copied && by.happens(0.5)) await world.deliverCopy(copied);
  await world.run();
  return world;
}

/** Posted once. Where the answer of a step can't be read, a person may get the case instead, or nobody decides it in time. */
function allowed({ status, documents, confirmed, running }: Awaited<ReturnType<typeof endOf>>, fault: Fault): boolean {
  if (running > 0) return false;
  if (status === 'posted') return documents === 1 && confirmed === 1;
  return fault === 'malformed' && (status === 'parked' || status === 'refused') && documents === 0;
}

describe.each(WAYS)('a case that is %s', (way) => {
  it.for(CALL_FAULTS)(
    `%s at each boundary, ${SEEDS} seeds each`,
    { timeout: minutes * 60_000 },
    async (fault, context) => {
      const ends = new Map<string, number>();
      const wrong: string[] = [];
      let cells = 0;
      for (let nth = 0; nth < SEEDS; nth += 1) {
        const seed = SEED + 2 * nth;
        const names = (await live(way, seed)).crossing.crossed;
        expect(new Set(names).size).toBeGreaterThanOrEqual(LEAST_BOUNDARIES);
        for (const [index, name] of names.entries()) {
          const world = await live(way, seed, { at: index + 1, fault });
          const end = await endOf(world);
          const found = await breaches(world);
          if (!allowed(end, fault)) found.push(JSON.stringify(end));
          if (found.length > 0) wrong.push(`seed ${seed}, ${index + 1} ${name}: ${found.join('; ')}`);
          ends.set(end.status, (ends.get(end.status) ?? 0) + 1);
          cells += 1;
        }
      }
      console.log(`${way}, ${fault}: ${cells} runs, ${JSON.stringify(Object.fromEntries(ends))}`);
      figures(context, { [`${way}, ${fault}`]: cells });
      expect(wrong, `run again with MIDDLEWARE_SEED=${SEED}`).toEqual([]);
    },
  );
});
