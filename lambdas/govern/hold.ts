import { holdData, holdKey, holdOf, LONGEST_HOLD_MS } from '../../statemachines/kernel/authority/hold.ts';
import { type Changed, propose } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { requireGovernor } from './governor.ts';
import { GovernRefusal } from './refusal.ts';

/** A company whose writes are to wait, and until when at the latest. */
interface Holding {
  readonly company: string;
  readonly until: string;
  readonly reason: string;
}

/**
 * One person holds the writes of a company from now on; the hold ends by itself. To end one earlier takes two.
 * @throws GovernRefusal change-refused for an end that is past, too far away, or before that of the hold in force
 */
export async function setHold(caller: Caller, { company, until, reason }: Holding, deps: GovernDeps): Promise<Changed> {
  await requireGovernor(caller, deps);
  const key = holdKey(company);
  const was = await deps.item(key);
  const now = deps.clock.now();
  const before = holdOf(company, was, now.toISOString());
  const since = (before.held && holdData.safeParse(was).data?.since) || now.toISOString();
  const end = Date.parse(until);
  if (!(end > now.getTime() && end <= Date.parse(since) + LONGEST_HOLD_MS)) {
    const hours = LONGEST_HOLD_MS / 3_600_000;
    throw new GovernRefusal('change-refused', `The end must lie within ${hours} hours from ${since}, when it began.`);
  }
  if (before.held && Date.parse(before.until ?? '') > Date.parse(until))
    throw new GovernRefusal('change-refused', `It is held until ${before.until} already: lift that first.`);
  const item = { kind: 'hold', held: true, since, until, reason };
  return propose(caller, { kind: 'hold', key, item, was: versionOf(was), reason }, deps);
}

/** Two people let the writes of a company go on: the first proposes, the second confirms. */
export async function liftHold(
  caller: Caller,
  { company, reason }: Omit<Holding, 'until'>,
  deps: GovernDeps,
): Promise<Changed> {
  await requireGovernor(caller, deps);
  const key = holdKey(company);
  const was = await deps.item(key);
  if (was === undefined) throw new GovernRefusal('change-refused', `Nobody holds ${company}.`);
  const now = deps.clock.now().toISOString();
  const { since, until } = holdData.safeParse(was).data ?? { since: now, until: now };
  const item = { kind: 'hold', held: false, since, until, reason };
  return propose(caller, { kind: 'release', key, item, was: versionOf(was), reason }, deps);
}

const versionOf = (item: Readonly<Record<string, unknown>> | undefined) =>
  item === undefined ? null : Number(item['version']);
