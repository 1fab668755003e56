import { type Autonomy, type AutonomyData, autonomyData } from '../../statemachines/kernel/authority/autonomy.ts';
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
 * Sets a level of autonomy, for good: lowering takes one person, raising a second one. It is lower only if it is so at
 * every moment to come: what would have ended, or become less, by itself is not prolonged by one person.
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
  const before = autonomyData.safeParse(found).data;
  const { level, cap, minConfidence } = to;
  const term = { level, minConfidence, ...(cap && { cap: { ...cap } }), validFrom: now };
  const change = {
    kind: momentsFrom(now, before).some((at) => raises(inForce(before, at), to))
      ? ('raise' as const)
      : ('lower' as const),
    ...{ key, reason, was: found === undefined ? null : Number(found['version']) },
    item: { kind: 'autonomy', terms: [term] },
  };
  return propose(caller, change, deps);
}

/** Now, and whenever something else begins to count. */
function momentsFrom(now: string, item: AutonomyData | undefined): string[] {
  const changes = (item?.terms ?? []).flatMap(({ validFrom, validUntil }) => [
    validFrom,
    ...(validUntil ? [validUntil] : []),
  ]);
  return [now, ...changes.filter((at) => at > now)];
}
