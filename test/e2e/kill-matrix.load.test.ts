import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { boundariesOf, cellsOf, nameOf, type Placed } from '../kill/cells.ts';
import { killingStack } from '../kill/killing-stack.ts';
import { unlike } from '../kill/verdict.ts';
import { series, WAYS, type Way } from '../kill/ways.ts';
import { SEED } from '../middleware/seeded.ts';
import { figures } from '../support/figures.ts';

/** Which cells: a pattern of `boundary, fault`, such as `gateway: ERP post_invoice, crash after`. */
const ONLY = new RegExp(process.env['KILL_CELLS'] ?? '');
const AT_ONCE = 10;
const CLEAN_RUNS = 2;
const LEAST_BOUNDARIES = 11;
const MINUTE = 60_000;
/** The first invoice of each way: its number says its amount, which a person may decide only up to a limit. */
const FIRST_KEY = { 'the agent’s': 101, countersigned: 11 };
const again = `run again with MIDDLEWARE_SEED=${SEED}, for some of them with KILL_CELLS='boundary, fault'`;
const cases = series(`KM${SEED}`);

let stack: Awaited<ReturnType<typeof killingStack>>;
/** What each way has for boundaries that the ways before it have not. */
const boundaries = new Map<Way, string[]>();
beforeAll(async () => {
  stack = await killingStack(cases.keysIn);
  for (const way of WAYS) {
    const clean: (readonly string[])[] = [];
    for (let nth = 0; nth < CLEAN_RUNS; nth += 1) {
      const { followed, entries } = await cases.live(stack, way, FIRST_KEY[way] + nth);
      await stack.left(MINUTE);
      expect(statusOf(entries), `${way}, no fault`).toBe('posted');
      clean.push(followed.crossed.slice());
    }
    const seen = new Set([...boundaries.values()].flat());
    const own = boundariesOf(clean).filter((name) => !seen.has(name));
    boundaries.set(way, own);
    console.log(`${way}:\n${own.join('\n')}`);
  }
}, 20 * MINUTE);
afterAll(() => stack?.stop());

type Lived = { readonly cell: Placed; readonly of: Awaited<ReturnType<typeof cases.live>> };

/** Some cells at once, each with a case of its own. */
async function livedOf(cells: readonly Placed[], live: (cell: Placed) => Promise<Lived['of']>): Promise<Lived[]> {
  const waiting = [...cells];
  const lived: Lived[] = [];
  const lane = async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      const of = await live(cell);
      lived.push({ cell, of });
      console.log(`${nameOf(cell)}: ${statusOf(of.entries)}, ${Math.round(of.ms / 1_000)} s`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return lived;
}

/** How they ended, counted; and which of them not as they should. */
async function judged(lived: readonly Lived[]) {
  const ends: Record<string, number> = {};
  const wrong: string[] = [];
  const booked = Map.groupBy(stack.booked(), (reference) => reference);
  for (const { cell, of } of lived) {
    const entries = await stack.plane.readCase(of.caseId);
    const found = unlike(entries, booked.get(of.reference)?.length ?? 0, cell.fault);
    if (!of.followed.fired) found.push('was never reached');
    if (found.length > 0) wrong.push(`${nameOf(cell)}: ${found.join('; ')}`);
    const status = statusOf(entries);
    ends[status] = (ends[status] ?? 0) + 1;
  }
  return { ends, wrong };
}

describe('each deployed function, killed before and after each of its side effects, and what else happens there', () => {
  it('are enough: a new one is found by itself, a lost one is missed here', () => {
    expect([...boundaries.values()].flat().length).toBeGreaterThanOrEqual(LEAST_BOUNDARIES);
    for (const own of boundaries.values()) expect(own).not.toEqual([]);
  });

  it.for(WAYS)('%s: each cell ends in its one allowed end', { timeout: 45 * MINUTE }, async (way, context) => {
    const own = boundaries.get(way) ?? [];
    const cells = cellsOf(own, SEED).filter((cell) => ONLY.test(nameOf(cell)));
    const first = FIRST_KEY[way] + CLEAN_RUNS;
    const began = Date.now();
    const lived = await livedOf(cells, (cell) => cases.live(stack, way, first + cell.place, cell));
    const left = await stack.left(5 * MINUTE);
    const { ends, wrong } = await judged(lived);
    const seconds = Math.round((Date.now() - began) / 1_000);
    const slowest = Math.round(Math.max(0, ...lived.map(({ of }) => of.ms)) / 1_000);
    console.log(
      `${way}, seed ${SEED}, ${seconds} s, slowest ${slowest} s: ${cells.length} cells ${JSON.stringify(ends)}; ` +
        `left ${JSON.stringify(left)}; of no single case: ${[...stack.control.unowned.keys()]}; wrong: ${wrong.join('\n')}`,
    );
    const counts = { boundaries: own.length, cells: cells.length, ...ends, seconds };
    figures(context, Object.fromEntries(Object.entries(counts).map(([what, count]) => [`${way}: ${what}`, count])));
    expect(wrong, again).toEqual([]);
    expect(left, again).toEqual({ running: 0, waiting: 0, dead: 0 });
  });
});
