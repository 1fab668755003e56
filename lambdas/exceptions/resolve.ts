import type { Act } from '../../statemachines/kernel/authority/duties.ts';
import { resolutionsOf, type Statement } from '../../statemachines/kernel/exceptions.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { RECONCILIATION } from '../../statemachines/kernel/reconciliation.ts';
import { unsettledPreparation } from '../erp/unsettled.ts';
import { OF_NO_WORKFLOW } from '../ledger/of-no-workflow.ts';
import type { Person } from '../review/deps.ts';
import { Refusal } from '../review/refusal.ts';
import { conflictsOf, type Limits } from '../shared/authority/conflicts.ts';
import type { Clock } from '../shared/ports.ts';
import { type About, act } from './act.ts';
import { actsBefore } from './acts-before.ts';
import type { ExceptionsDeps } from './deps.ts';
import type { OpenException } from './fold.ts';
import type { Handling } from './handling.ts';
import { ExceptionRefusal } from './refusal.ts';
import { requireSeen } from './seen.ts';

export interface Resolving extends About {
  /** Position of the entry that began the exception that the person has seen. */
  readonly opened: number;
  readonly resolution: Statement;
  readonly reason: string;
  /** Number of the document that a person has posted in the ERP. */
  readonly document?: string | undefined;
}

/**
 * Ends an exception by a statement of somebody who had no hand in the case. It moves no money: what it says is believed,
 * and what the case could still have posted is posted no more.
 * @throws Refusal, ExceptionRefusal; CountersignError LedgerBroken
 */
export function resolve(person: Person, wanted: Resolving, deps: ExceptionsDeps): Promise<LedgerEntry> {
  const { opened, resolution, reason, document, ...about } = wanted;
  const check = (now: readonly LedgerEntry[]) => {
    const slug = now[0]?.workflow.slug ?? '';
    const manifest = OF_NO_WORKFLOW[slug] ? undefined : deps.workflowOf(slug);
    requireAllowed(requireSeen(now, opened), resolution, manifest?.byHand);
    if (resolution !== 'accept-as-is') requireNobodyPosts(now, deps.clock);
  };
  return act(
    person,
    about,
    async (entries, handlings) => {
      check(entries);
      const { class: of } = requireSeen(entries, opened);
      const slug = entries[0]?.workflow.slug ?? '';
      const approval = slug === RECONCILIATION.slug ? undefined : deps.workflowOf(slug).authority.duty;
      const by = withoutConflict(await actsBefore(entries, approval, deps), handlings);
      const said = { class: of, opened, resolution, reason, ...(document !== undefined && { document }) };
      return { stage: 'exception-resolved', by, check, body: said };
    },
    deps,
  );
}

function requireAllowed(found: OpenException, resolution: Statement, byHand?: readonly string[]): void {
  const allowed = resolutionsOf(found, byHand);
  if (allowed.includes(resolution)) return;
  throw new ExceptionRefusal('resolution-refused', `${found.class} ends by: ${allowed.join(', ')}.`);
}

/** @throws Refusal effect-unknown while a worker of the gateway may be posting it */
function requireNobodyPosts(entries: readonly LedgerEntry[], clock: Clock): void {
  if (!unsettledPreparation(entries, () => true)) return;
  const now = clock.now().toISOString();
  const lease = entries.map(({ body }) => String(body['lease'] ?? '')).findLast((until) => until > now);
  if (lease) throw new Refusal('effect-unknown', `Until ${lease} a worker may be posting it.`);
}

/** No limits were asked, so who changed them has no hand in it. */
const NO_LIMITS: Limits = { roles: [] };

/** @throws Refusal not-entitled; ExceptionRefusal duties-conflict */
function withoutConflict(acts: readonly Act[], handlings: readonly Handling[]): Handling {
  const stating = handlings.filter(({ states }) => states);
  if (stating.length === 0) throw new Refusal('not-entitled', 'this takes a role of the workflow');
  const of = { duty: 'exception-resolution', acts } as const;
  const conflicts = stating.map((by) => conflictsOf(by, of, NO_LIMITS));
  const by = stating.find((_, index) => conflicts[index]?.length === 0);
  if (by) return by;
  throw new ExceptionRefusal('duties-conflict', ...new Set(conflicts.flat()));
}
