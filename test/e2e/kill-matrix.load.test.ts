import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { boundariesOf, cellsOf } from '../kill/cells.ts';
import { killingStack } from '../kill/killing-stack.ts';
import { unlike } from '../kill/verdict.ts';
import { series, WAYS } from '../kill/ways.ts';
import { SEED } from '../middleware/seeded.ts';
import { figures } from '../support/figures.ts';

/** Which cells: a pattern of `boundary, fault`, such as `gateway: ERP post_invoice, crash after`. */
const ONLY = new RegExp(process.env['KILL_CELLS'] ?? '');
const AT_ONCE = Number(process.env['KILL_AT_ONCE'] ?? 10);
const CLEAN_RUNS = 2;
const LEAST_BOUNDARIES = 11;
const MINUTE = 60_000;
const again = `run again with MIDDLEWARE_SEED=${SEED}, and KILL_CELLS='boundary, fault' for one`;
const cases = series(`KM${SEED}`);

let stack: Awaited<ReturnType<typeof killingStack>>;
beforeAll(async () => {
  stack = await killingStack(cases.keysIn);
});
afterAll(() => stack?.stop());

/** Of a way, those that the ways before did not cross. */
const seen = new Set<string>();
let key = 10;
const nextKey = () => {
  key += 1;
  return key;
};

describe('each deployed function, killed before and after each of its side effects, and what else can happen there', () => {
  it.for(WAYS)('%s: each cell ends in its one allowed end', { timeout: 30 * MINUTE }, async (way, context) => {
    const clean: (readonly string[])[] = [];
    const wrong: string[] = [];
    for (let run = 0; run < CLEAN_RUNS; run += 1) {
      const { followed, entries } = await cases.live(stack, way, nextKey());
      await stack.left(MINUTE);
      expect(statusOf(entries), again).toBe('posted');
      clean.push(followed.crossed.slice());
    }
    const crossed = boundariesOf(clean);
    const boundaries = crossed.filter((name) => !seen.has(name));
    for (const name of crossed) seen.add(name);
    const waiting = cellsOf(boundaries, SEED, ONLY);
    const cells = waiting.length;
    const lived: {
      place: string;
      fault: (typeof waiting)[number]['fault'];
      one: Awaited<ReturnType<typeof cases.live>>;
    }[] = [];
    const began = Date.now();
    const lane = async () => {
      for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
        const one = await cases.live(stack, way, nextKey(), cell);
        const place = `${cell.boundary}, ${cell.fault}`;
        console.log(`${place}: ${statusOf(one.entries)} ${one.ms} ${one.followed.fired}`);
        lived.push({ place, fault: cell.fault, one });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    const left = await stack.left(5 * MINUTE);
    const booked = stack.booked();
    const ends = new Map<string, number>();
    for (const { place, fault, one } of lived) {
      const entries = await stack.plane.readCase(one.caseId);
      const documents = booked.filter((reference) => reference === one.reference).length;
      const found = unlike(entries, documents, fault);
      if (!one.followed.fired) found.push('was never reached');
      if (found.length > 0) wrong.push(`${place}: ${found.join('; ')}`);
      const status = statusOf(entries);
      ends.set(status, (ends.get(status) ?? 0) + 1);
    }
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(
      `${way}, seed ${SEED}, ${seconds} s, ${cells} cells, ${JSON.stringify([...ends])}, ${JSON.stringify(left)}`,
    );
    console.log(`boundaries:\n${crossed.join('\n')}\nof no single case: ${JSON.stringify([...stack.control.unowned])}`);
    figures(context, { [`${way}: boundaries`]: boundaries.length, cells, seconds });
    expect(wrong, again).toEqual([]);
    expect(left, again).toMatchObject({ running: 0, waiting: 0 });
    expect(seen.size).toBeGreaterThanOrEqual(LEAST_BOUNDARIES);
  });
});
