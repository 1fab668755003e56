import { type LedgerEntry, STAGE_WRITER } from '../../statemachines/kernel/ledger-entry.ts';
import { inWords, somethingStands, standingOf } from '../erp/steps.ts';
import { unsettledPreparation } from '../erp/unsettled.ts';
import { Refusal } from '../review/refusal.ts';
import { attemptOf } from '../shared/attempts.ts';
import { broughtBy, newest } from '../shared/case-log.ts';
import { type CaseStatus, statusOf } from '../shared/case-status.ts';
import type { MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';

/** Attempts of one case, whoever starts them: what so many could not do, one more will not. */
export const MOST_ATTEMPTS = 20;

const REOPENABLE: ReadonlySet<CaseStatus> = new Set(['parked', 'refused', 'interrupted']);
const ENDS = ['parked', 'refused', 'interrupted', 'exception-resolved', 'exception-taken-back'] as const;

/**
 * Whose case it is, by entries that are genuine: those that say so, that ended it, and what the gateway did.
 * @throws Refusal no-case; CountersignError LedgerBroken
 */
export async function endedCase(entries: readonly LedgerEntry[], mac: MacPort) {
  const brought = broughtBy(entries);
  if (!brought) throw new Refusal('no-case');
  const gathered = newest(entries, 'gathered');
  const effects = entries.filter(({ stage }) => STAGE_WRITER[stage] === 'gateway');
  const ends = ENDS.flatMap((stage) => newest(entries, stage) ?? []);
  await requireGenuine(mac, entries, [brought, ...(gathered ? [gathered] : []), ...ends, ...effects]);
  const company = gathered?.body['company'];
  return { slug: brought.workflow.slug, company: typeof company === 'string' ? company : undefined };
}

/**
 * Has the case ended without a document that stands, with nothing under way, and after the attempt that somebody has seen?
 * @throws Refusal saying why not
 */
export function requireReopenable(entries: readonly LedgerEntry[], seen?: number): void {
  const attempt = attemptOf(entries);
  if (seen !== undefined && seen !== attempt) throw new Refusal('other-attempt', `It is attempt ${attempt} now.`);
  const status = statusOf(entries);
  if (!REOPENABLE.has(status)) throw new Refusal('not-reopenable', `It is ${status}.`);
  if (somethingStands(entries)) throw new Refusal('effects-stand', inWords(standingOf(entries)));
  const unknown = unsettledPreparation(entries, () => true);
  if (unknown) throw new Refusal('effect-unknown', `Attempt ${Number(unknown.body['attempt'])} prepared it.`);
  if (attempt >= MOST_ATTEMPTS) throw new Refusal('too-many-attempts', `${MOST_ATTEMPTS} are the most.`);
}
