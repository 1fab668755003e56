import { run as assess } from '../lambdas/assess/run.ts';
import { decide } from '../lambdas/decide/run.ts';
import { execute } from '../lambdas/erp/gateway.ts';
import { gather } from '../lambdas/gather/run.ts';
import { intake } from '../lambdas/intake/run.ts';
import { type CaseRef, commandMessage } from '../statemachines/kernel/task-input.ts';
import type { BenchInvoice } from './invoices.ts';
import { memoryWorld } from './memory-world.ts';

const STEPS = ['intake', 'gather', 'assess', 'decide', 'gateway'] as const;
type Step = (typeof STEPS)[number];

/** Milliseconds of CPU a case, garbage collection and compilation included; `total` is the sum. */
export type OwnCpu = Readonly<Record<Step | 'total', number>>;

/**
 * What our own code costs: the handlers' functions over memory, one case after the other, so that no engine, network,
 * KMS or SDK is in it; MACs are made with HMAC-SHA-256 in this process.
 * @throws Error when a case is not confirmed
 */
export async function ownCpu(warmUp: readonly BenchInvoice[], cases: readonly BenchInvoice[]): Promise<OwnCpu> {
  const world = memoryWorld();
  const spent = new Map<Step, number>();
  const timed = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    spent.set(step, (spent.get(step) ?? 0) + user + system);
    return result;
  };
  const run = async ({ reference, raw }: BenchInvoice) => {
    await timed('intake', () => intake(world.eventOf(reference, raw), world.intake));
    const started = world.started.at(-1);
    if (!started) throw new Error(`${reference} started no execution`);
    const gathered = await timed('gather', () => gather({ ...started, state: 'Gather' }, world.gather));
    const asked = await timed('assess', () => assess({ ...gathered, state: 'Assess' }, world.assess));
    const decided = await timed('decide', () => decide({ ...asked, state: 'Decide' }, world.decide));
    const outcome = await timed('gateway', () => execute(messageOf(decided), world.gateway));
    const entries = await world.gateway.ledger.read(started.caseId);
    if (outcome.kind === 'settled' && entries.at(-1)?.stage === 'confirmed') return;
    throw new Error(
      `${reference} was to be confirmed; decided: ${JSON.stringify(decided)}, ${JSON.stringify(outcome)}`,
    );
  };
  for (const invoice of warmUp) await run(invoice);
  spent.clear();
  for (const invoice of cases) await run(invoice);
  const perCase = (step: Step) => (spent.get(step) ?? 0) / 1000 / cases.length;
  const total = STEPS.reduce((sum, step) => sum + perCase(step), 0);
  return { ...(Object.fromEntries(STEPS.map((step) => [step, perCase(step)])) as Record<Step, number>), total };
}

const messageOf = (ref: CaseRef) =>
  commandMessage.parse({ ...ref, command: 'post-invoice', taskToken: 'token of the bench' });
