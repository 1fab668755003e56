import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchStack, bringUpBench } from '../../bench/bring-up.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { serveBadly } from '../middleware/bad-wire.ts';
import { onStack } from '../middleware/on-stack.ts';
import { SEED } from '../middleware/seeded.ts';
import { ONLY_POSTED, traffic } from '../middleware/traffic.ts';
import { figures } from '../support/figures.ts';

const COMMANDS = Number(process.env['MIDDLEWARE_COMMANDS'] ?? 200);
const MINUTE = 60_000;
const PATIENCE = 15 * MINUTE;
/** All that waits when the ERP is back must be settled within this. */
const DRAINED_MS = 10 * MINUTE;
const again = `run again with MIDDLEWARE_SEED=${SEED}`;

let stack: BenchStack;
let wire: Awaited<ReturnType<typeof serveBadly>>;
beforeAll(async () => {
  const down = { after: Math.floor(COMMANDS * 0.4), ms: MINUTE };
  const manners = { seed: SEED, losesAnswers: 0.05, tooBusy: 0.1, down };
  stack = await bringUpBench({ engine: 4866, model: 4980 }, async (erpUrl) => {
    wire = await serveBadly(erpUrl, manners);
    return wire;
  });
});
afterAll(() => stack?.stop());

describe('commands on LocalStack to an ERP that loses answers, is too busy, and is down for a minute', () => {
  it('each is posted once, none is lost, all within the time stated', { timeout: 3 * PATIENCE }, async (context) => {
    const invoices = await onStack(stack.plane, `BE${SEED}`);
    const { sent, fates } = traffic(SEED, COMMANDS, ONLY_POSTED);
    const began = Date.now();
    await invoices.send(sent, PATIENCE);
    const ledgers = [...(await invoices.rest(fates, PATIENCE)).values()];
    const ended = Date.now();
    const drained = ended - (wire.recoversAt() ?? ended);
    const seconds = (ms: number) => Math.round(ms / 1000);
    const counts = { commands: COMMANDS, ...wire.told, seconds: seconds(ended - began) };
    const named = Object.entries({ ...counts, 'drained after, s': seconds(drained) });
    figures(context, Object.fromEntries(named.map(([name, count]) => [`bad ERP on LocalStack: ${name}`, count])));
    console.log(`seed ${SEED}: ${JSON.stringify({ ...counts, drained })}`);
    expect(ledgers.map(statusOf), again).toEqual(ledgers.map(() => 'posted'));
    const confirmed = ledgers.map((entries) => entries.filter(({ stage }) => stage === 'confirmed').length);
    expect(confirmed).toEqual(ledgers.map(() => 1));
    expect(stack.erp.documents()).toBe(COMMANDS);
    expect(Math.min(wire.told.lost, wire.told.busy, wire.told.cut)).toBeGreaterThan(0);
    expect(drained).toBeLessThan(DRAINED_MS);
  });
});
