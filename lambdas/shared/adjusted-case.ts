import type { Adjustments } from '../../statemachines/kernel/adjustments.ts';
import type { Case, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Finding } from '../../statemachines/kernel/finding.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { newest, sinceDocument } from './case-log.ts';
import type { MacPort } from './ports.ts';
import { requireGenuine } from './relied-on.ts';

/** The code with which a case that somebody wants otherwise is always decided by another person. */
export const VALUE_PROPOSED = 'VALUE-PROPOSED';

/**
 * The case with what a person last wanted otherwise of its document, as far as the facts of today allow it: it stands until they want
 * something else, so that no later reading of the facts forgets it. Its finding keeps it from committing by itself.
 * @throws CountersignError LedgerBroken if what they said is not genuine
 */
export async function adjustedCase(
  { adjustments }: Pick<Workflow, 'adjustments'>,
  of: Case<unknown, unknown>,
  entries: readonly LedgerEntry[],
  mac: MacPort,
): Promise<{ readonly of: Case<unknown, unknown>; readonly findings: readonly Finding[] }> {
  const proposed = newest(sinceDocument(entries), 'value-proposed');
  if (!proposed) return { of, findings: [] };
  await requireGenuine(mac, entries, [proposed]);
  const wanted = adjustments?.schema.safeParse(proposed.body['adjustments']);
  if (!adjustments || !wanted?.success) return { of, findings: [notPossible('it can’t be read')] };
  const adjusted = { ...of, adjustments: wanted.data };
  const faults = adjustments.faults(adjusted);
  const found = said(proposed.actor.id, wanted.data);
  if (faults.length > 0) return { of, findings: [found, notPossible(faults.join('; '))] };
  return { of: adjusted, findings: [found] };
}

const blocking = { control: 'proposed-value', severity: 'blocking', disposition: 'review', terms: [] } as const;

function said(who: string, wanted: Adjustments): Finding {
  const values = Object.entries(wanted).map(([name, value]) => `${name} ${value}`);
  const message = `${who} proposed ${values.join(', ') || 'the values as they were'}: another person decides.`;
  return { ...blocking, terms: [], code: VALUE_PROPOSED, message: message.slice(0, 500) };
}

function notPossible(why: string): Finding {
  const message = `What was proposed is not possible (any more), and left out: ${why}.`;
  return { ...blocking, terms: [], code: 'VALUE-NOT-POSSIBLE', message: message.slice(0, 500) };
}
