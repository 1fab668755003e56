import { type Autonomy, autonomyData } from '../../statemachines/kernel/authority/autonomy.ts';
import { raises } from '../../statemachines/kernel/authority/change.ts';
import { inForce } from '../../statemachines/kernel/authority/dated.ts';
import { autonomyKey } from '../../statemachines/kernel/authority/keys.ts';
import { type Changed, propose } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';

/** What the level of a workflow in a company is to be, from now on. */
export interface Level {
  readonly workflow: string;
  readonly company: string;
  readonly to: Pick<Autonomy, 'level' | 'cap' | 'minConfidence'>;
  readonly reason: string;
}

/**
 * Sets a level of autonomy: lowering takes one person, raising a second one.
 * @throws GovernRefusal
 */
export async function setLevel(
  caller: Caller,
  { workflow, company, to, reason }: Level,
  deps: GovernDeps,
): Promise<Changed> {
  const key = autonomyKey(workflow, company);
  const found = await deps.item(key);
  const now = deps.clock.now().toISOString();
  const before = inForce(autonomyData.safeParse(found).data, now);
  const { level, cap, minConfidence } = to;
  const term = { level, minConfidence, ...(cap && { cap: { ...cap } }), validFrom: now };
  const change = {
    kind: raises(before, to) ? ('raise' as const) : ('lower' as const),
    ...{ key, reason, was: found === undefined ? null : Number(found['version']) },
    item: { kind: 'autonomy', terms: [term] },
  };
  return propose(caller, change, deps);
}
