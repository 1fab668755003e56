import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { openTables } from '../support/ddb.ts';
import { FAULTS, type Fault, type Plan } from '../support/faults.ts';
import { breaches, endOf } from '../support/faults-verdict.ts';
import { faultsWorld } from '../support/faults-world.ts';
import { figures } from '../support/figures.ts';

const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const AT_ONCE = 6;
const POSTED = { status: 'posted', documents: 1, prepared: 1, confirmed: 1, running: 0, answers: 1 };
const WITHDRAWN = { ...POSTED, status: 'withdrawn', documents: 0, prepared: 0, confirmed: 0, answers: 2 };
const PARKED = { ...POSTED, status: 'parked', documents: 0, prepared: 0, confirmed: 0 };

let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople('bob');
});
afterAll(() => tables?.stop());

interface Scenario extends Pick<Parameters<typeof faultsWorld>[1], 'stopped' | 'approvesAfterMs' | 'enforcesKey'> {
  readonly title: string;
  readonly cents?: number;
  /** Parked at first, as the ERP tells nothing; then a person reopens it, and again while it is where it was. */
  readonly reopened?: true;
  /** While a person is asked, its sender sends a note of other cents in its place, or withdraws it. */
  readonly later?: { readonly cents?: number };
  /** Which boundaries count; what lies before is the same as straight through. */
  readonly only?: RegExp;
}
const EFFECT = /gateway|ERP|answer/;
const SCENARIOS: readonly Scenario[] = [
  { title: 'straight through' },
  { title: 'stopped after its decision', stopped: 'after its decision', only: /sweep|start|append|ERP|answer/ },
  { title: 'stopped when its worker fails', stopped: 'when its worker fails', only: EFFECT },
  { title: 'the same, key not enforced', stopped: 'when its worker fails', enforcesKey: false, only: EFFECT },
  { title: 'countersigned later', cents: 2_000, approvesAfterMs: 400_000, only: /claim|intake|start|ERP|answer/ },
  { title: 'reopened', reopened: true },
  { title: 'superseded', cents: 2_000, later: { cents: 500 }, only: /intake|stop|start|sweep|append|ERP/ },
  { title: 'withdrawn', cents: 2_000, later: {}, only: /intake|stop|start|sweep|append/ },
];

async function live(scenario: Scenario, plan?: Plan) {
  const { title, cents = 500, only: _, reopened, later, ...options } = scenario;
  const number = `${SEED} ${title} ${plan?.at ?? 0} ${plan?.fault ?? 'none'}`;
  const { store, claims, positions, commitments, runsOf } = tables;
  const stored = { store, claims, positions, commitments, runsOf, throttlesBelow: true };
  const world = faultsWorld(stored, { note: { number, cents }, ...options, ...(plan && { plan }) });
  world.submit();
  world.ports.erp.tellsNothing = reopened === true;
  if (later) {
    await world.turn();
    world.later(1, later.cents);
  }
  await world.run();
  world.ports.erp.tellsNothing = false;
  for (let asked = 0; reopened && asked < 3 && statusOf(await world.entries()) === 'parked'; asked += 1) {
    await world.reopenOnce();
    await world.run();
  }
  return world;
}

/** One case per boundary and fault, a few at once; the end of each in words, and what is wrong with it. */
async function ends(scenario: Scenario) {
  const names = (await live(scenario)).crossing.crossed;
  const plans = names.flatMap((name, index) =>
    scenario.only?.test(name) === false ? [] : FAULTS.map((fault): Plan => ({ at: index + 1, fault })),
  );
  const table = new Map<string, string>();
  const wrong: string[] = [];
  const one = async (plan: Plan) => {
    const place = `${plan.at} ${names[plan.at - 1]}, ${plan.fault}`;
    try {
      const world = await live(scenario, plan);
      const end = await endOf(world);
      const found = [...(await breaches(world)), ...unlike(end, plan.fault, scenario)];
      table.set(`${plan.at} ${plan.fault}`, `${end.status}${end.attempts > 1 ? ` at attempt ${end.attempts}` : ''}`);
      if (found.length > 0) wrong.push(`${place}: ${found.join('; ')}`);
    } catch (error) {
      wrong.push(`${place}: ${String(error)}`);
    }
  };
  const waiting = [...plans];
  const lane = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) await one(plan);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { names, table, wrong };
}

/**
 * What the end should be and is not: posted once, or parked with nothing in the ERP when its time was over. Where the
 * ERP does not enforce the key, a prepared command without an outcome may be left to a person.
 */
function unlike(end: Awaited<ReturnType<typeof endOf>>, fault: Fault, scenario: Scenario): string[] {
  const { stopped, enforcesKey, later } = scenario;
  const { attempts, ...rest } = end;
  if (later && later.cents === undefined) return isDeepStrictEqual(rest, WITHDRAWN) ? [] : [JSON.stringify(end)];
  const answers = later ? 2 : 1;
  if (enforcesKey === false && rest.status === 'parked' && rest.prepared === 1 && rest.running === 0) return [];
  if (fault === 'time over' && isDeepStrictEqual(rest, { ...PARKED, answers })) return [];
  const prepared = stopped && rest.prepared <= attempts ? 1 : rest.prepared;
  return isDeepStrictEqual({ ...rest, prepared }, { ...POSTED, answers }) ? [] : [JSON.stringify(end)];
}

function show(title: string, names: readonly string[], table: ReadonlyMap<string, string>): string {
  const rows = names.flatMap((name, index) => {
    const cells = FAULTS.map((fault) => table.get(`${index + 1} ${fault}`) ?? '-');
    return cells.every((cell) => cell === '-') ? [] : [[`${index + 1} ${name}`, ...cells]];
  });
  const all = [[title, ...FAULTS], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

describe('a fault at any boundary', () => {
  it.for(SCENARIOS)('$title: one document, one ledger, nothing lost', async (scenario, context) => {
    const { names, table, wrong } = await ends(scenario);
    console.log(`${show(scenario.title, names, table)}\nseed ${SEED}\n`);
    figures(context, { [`faults (${scenario.title})`]: table.size });
    expect(names.length).toBeGreaterThanOrEqual(11);
    expect(wrong, `run again with CRASH_SEED=${SEED}`).toEqual([]);
  });
});
