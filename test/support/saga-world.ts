import { standingOf } from '../../lambdas/erp/steps.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { STAGE_WRITER } from '../../statemachines/kernel/ledger-entry.ts';
import { undoKey } from '../../statemachines/kernel/steps.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import type { Plan } from './faults.ts';
import { aslFlow } from './faults-asl.ts';
import { memoryTables } from './faults-memory.ts';
import { faultsWorld } from './faults-world.ts';
import { memoryMac } from './memory-ledger.ts';
import { SAGA_EFFECTS, sagaGraph } from './saga-graph.ts';
import { sagaWorkflow } from './saga-workflow.ts';

/** One case of three effects in a world of faults, run by the very graph that is proved. */
export function sagaWorld(options: { readonly plan?: Plan; readonly enforcesKey?: boolean } = {}) {
  const flow = aslFlow(sagaGraph(), SAGA_EFFECTS);
  const note = { number: 'A1', cents: 500 };
  const tables = memoryTables();
  const world = faultsWorld(tables, { note, workflow: sagaWorkflow, flow, ...options });
  world.submit();
  return { ...world, tables };
}

export type SagaWorld = ReturnType<typeof sagaWorld>;

/** How a case ended: its status, how each effect stands, and what the ERP was made to post, in order. */
export async function sagaEnd(world: SagaWorld) {
  const entries = await world.entries();
  const running = [...world.executions.values()].filter(({ ended }) => !ended).length;
  return {
    status: statusOf(entries),
    effects: standingOf(entries).map(({ state }) => state),
    posted: world.ports.erp.postings.map(({ kind }) => kind),
    running,
  };
}

const FORWARD = ['post-a', 'post-b', 'post-c'];

/** What must hold of every saga at any moment, in words where it does not. */
export async function sagaBreaches(world: SagaWorld): Promise<string[]> {
  const entries = await world.entries();
  const { postings } = world.ports.erp;
  const found = chainFaults(entries);
  for (const { stage, hash, mac, seq } of entries)
    if (!(await memoryMac('sweep').verify(STAGE_WRITER[stage], hash, mac))) found.push(`MAC of ${seq} is wrong`);
  const keys = postings.map(({ key }) => key);
  if (new Set(keys).size < keys.length) found.push(`posted twice: ${keys.join(', ')}`);
  const confirmed = entries
    .filter(({ stage }) => stage === 'confirmed')
    .map(({ body }) => String(body['idempotencyKey']));
  found.push(...confirmed.filter((key) => !keys.includes(key)).map((key) => `${key} is confirmed, and not in the ERP`));
  found.push(...outOfOrder(postings.map(({ kind }) => kind)));
  const { commands } = entries.findLast(({ stage }) => stage === 'decided')?.body ?? {};
  const effects = standingOf(entries);
  for (const [index, { key }] of ((commands ?? []) as { key: string }[]).entries()) {
    const says = effects[index]?.state;
    if (says === 'compensated' && !keys.includes(undoKey(key))) found.push(`${key} stands, and is reported as undone`);
    if (says === 'confirmed' && keys.includes(undoKey(key)) && world.executions.size > 0 && isOver(world))
      found.push(`${key} is undone, and reported as standing`);
  }
  return found;
}

const isOver = ({ executions }: SagaWorld) => [...executions.values()].every(({ ended }) => ended);

/** First effects in their order, then compensations of exactly those, the last first. */
function outOfOrder(kinds: readonly string[]): string[] {
  const posted = kinds.filter((kind) => kind.startsWith('post'));
  const undone = kinds.filter((kind) => kind.startsWith('undo'));
  const reverse = posted.toReversed().map((kind) => kind.replace('post', 'undo'));
  const right =
    FORWARD.slice(0, posted.length).join() === posted.join() &&
    reverse.slice(0, undone.length).join() === undone.join() &&
    kinds.join() === [...posted, ...undone].join();
  return right ? [] : [`out of order: ${kinds.join(', ')}`];
}
