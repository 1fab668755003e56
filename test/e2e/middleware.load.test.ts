import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchStack, bringUpBench } from '../../bench/bring-up.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { onStack } from '../middleware/on-stack.ts';
import { SEED } from '../middleware/seeded.ts';
import { ONLY_POSTED, traffic } from '../middleware/traffic.ts';
import { figures } from '../support/figures.ts';

const PORTS = { engine: 4866, model: 4980 };
const EVENTS = Number(process.env['MIDDLEWARE_ON_BUS'] ?? 500);
const WITHOUT_MODEL = 20;
const MINUTE = 60_000;
const PATIENCE = 15 * MINUTE;
const timeout = 3 * PATIENCE;
const again = `run again with MIDDLEWARE_SEED=${SEED}`;
const sfn = new SFNClient({});
const { sent, account, fates } = traffic(SEED, EVENTS);

let stack: BenchStack;
let invoices: Awaited<ReturnType<typeof onStack>>;
beforeAll(async () => {
  stack = await bringUpBench(PORTS);
  invoices = await onStack(stack.plane, `MW${SEED}`);
});
afterAll(() => stack?.stop());

async function executions(): Promise<number> {
  let nextToken: string | undefined;
  let count = 0;
  do {
    const stateMachineArn = stack.plane.name('state-machine/invoice-processing');
    const page = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1000, nextToken }));
    count += page.executions?.length ?? 0;
    nextToken = page.nextToken;
  } while (nextToken);
  return count;
}

describe('events on the bus of a deployed control plane', () => {
  it('end in exactly one place each, by the account of the sender', { timeout }, async (context) => {
    const began = performance.now();
    await invoices.send(sent, PATIENCE);
    const ledgers = await invoices.rest(fates, PATIENCE);
    const seconds = Math.round((performance.now() - began) / 1000);
    figures(context, { 'events on the bus': EVENTS, cases: fates.size, documents: stack.erp.documents(), seconds });
    console.log(`seed ${SEED}, ${seconds} s: ${JSON.stringify(account)}`);
    expect(invoices.found(sent, ledgers, fates), again).toEqual({ account, faults: [] });
    expect(stack.erp.documents()).toBe(account.posted);
    expect(await executions()).toBe(fates.size);
  });

  it('all sent again: answered as before, and nothing happens', { timeout }, async (context) => {
    const before = await invoices.readAll(fates);
    await invoices.send(sent, PATIENCE);
    expect(await invoices.readAll(fates)).toEqual(before);
    expect(invoices.found([...sent, ...sent], before, fates), again).toEqual({
      account: { ...account, redelivered: account.redelivered + EVENTS },
      faults: [],
    });
    expect([stack.erp.documents(), await executions()]).toEqual([account.posted, fates.size]);
    figures(context, { 'events replayed': EVENTS });
  });

  it('while the model fails: every clean invoice reaches a person, and none is posted', {
    timeout,
  }, async (context) => {
    const clean = await onStack(stack.plane, `NM${SEED}`);
    const { sent: unassessed, fates: all } = traffic(SEED, WITHOUT_MODEL, ONLY_POSTED);
    const body = JSON.stringify({ mode: 'unavailable', times: 1_000_000 });
    await fetch(`${stack.modelUrl}/_admin/fail`, { method: 'POST', body });
    await clean.send(unassessed, MINUTE);
    const ledgers = [...(await clean.rest(all, PATIENCE)).values()];
    expect(ledgers.map(statusOf)).toEqual(ledgers.map(() => 'waiting-review'));
    const routes = ledgers.flat().flatMap(({ stage, body: { route } }) => (stage === 'decided' ? [route] : []));
    expect(routes).toEqual(ledgers.map(() => 'review'));
    expect(stack.erp.documents()).toBe(account.posted);
    figures(context, { 'without a model, with a person': ledgers.length });
  });
});
