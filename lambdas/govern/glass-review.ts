import { z } from 'zod';
import { governanceCaseId } from '../../statemachines/kernel/authority/change.ts';
import { type StopScope, stopData, stopKey } from '../../statemachines/kernel/authority/stop.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { draftOf } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { requireGovernor } from './governor.ts';
import { GovernRefusal } from './refusal.ts';

/** What somebody found who looked at an emergency: all in order, or something is to be done, which the words say. */
export const GLASS_FINDINGS = ['in-order', 'follow-up'] as const;

const opened = z.object({
  ...stopData.shape.breakGlass.unwrap().shape,
  version: z.int(),
  endedAt: z.iso.datetime(),
});
const ended = z.object({ finding: z.enum(GLASS_FINDINGS), reason: z.string() });

/** The review of one emergency, as the ledger has it. */
export interface GlassReview extends z.infer<typeof opened> {
  /** Since when somebody is asked to look, UTC. */
  readonly openedAt: string;
  readonly ended?: z.infer<typeof ended> & { readonly by: string; readonly at: string };
}

/** The reviews of a switch, open and ended, oldest first. */
export async function glassReviews(scope: StopScope, deps: Pick<GovernDeps, 'watching'>): Promise<GlassReview[]> {
  return reviewsIn(await deps.watching.read(governanceCaseId(stopKey(scope))));
}

interface Ending {
  readonly scope: StopScope;
  /** Of the switch while it was lifted: which emergency is meant. */
  readonly version: number;
  readonly finding: (typeof GLASS_FINDINGS)[number];
  readonly reason: string;
}

/**
 * Somebody who governs, and is neither of the two who lifted the stop under any name, records what they found. Once;
 * the same said again by the same person is said already.
 * @throws GovernRefusal
 */
export async function endGlassReview(caller: Caller, ending: Ending, deps: GovernDeps): Promise<LedgerEntry> {
  const { scope, version, finding, reason } = ending;
  const governor = await requireGovernor(caller, deps);
  const caseId = governanceCaseId(stopKey(scope));
  const entries = await deps.ledger.read(caseId);
  const asked = entries.find((entry) => entry.stage === 'glass-review-opened' && entry.body['version'] === version);
  if (!asked) throw new GovernRefusal('no-emergency-review');
  await requireGenuine(deps.mac, entries, [asked]);
  for (const subject of opened.parse(asked.body).by) {
    const { person } = await deps.standing(subject);
    const names = [subject, ...(person ? [person.id, ...person.aliases] : [])];
    if (names.some((name) => governor.names.includes(name)))
      throw new GovernRefusal('same-person', `${subject} lifted the stop.`);
  }
  const body = { ...scope, version, finding, reason, names: [...governor.names] };
  const draft = draftOf('glass-review-ended', `glass-review-ended/${version}`, governor.subject, body);
  const entry = await deps.ledger.append(caseId, draft);
  const { finding: said, reason: words } = ended.parse(entry.body);
  if (entry.actor.id === governor.subject && said === finding && words === reason) return entry;
  throw new GovernRefusal('emergency-review-ended', `${entry.actor.id} found it ${said} at ${entry.at}.`);
}

/** The reviews among the entries of a switch's case, open and ended, oldest first. */
export function reviewsIn(entries: readonly LedgerEntry[]): GlassReview[] {
  return entries
    .filter(({ stage }) => stage === 'glass-review-opened')
    .map(({ body, at: openedAt }) => {
      const review = { ...opened.parse(body), openedAt };
      const end = entries.find(
        ({ stage, body: said }) => stage === 'glass-review-ended' && said['version'] === review.version,
      );
      return end ? { ...review, ended: { ...ended.parse(end.body), by: end.actor.id, at: end.at } } : review;
    });
}
