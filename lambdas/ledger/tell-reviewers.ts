import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { outgoing } from '../../statemachines/kernel/events/outgoing-event.ts';
import { type NoticedTurn, noticeOf } from '../../statemachines/kernel/events/review-notice.ts';
import { digestOf } from '../../statemachines/kernel/ids.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Announcer } from '../intake/ports.ts';

export interface Notifier {
  /**
   * Tells the people of a role, at least once.
   * @throws Error for a role that nobody can be told of
   */
  notify(role: string, message: { readonly subject: string; readonly text: string }): Promise<void>;
}

/** Tells the roles that are asked to decide or to consent, on the bus and by their topics, if the entry asks any. */
export async function tellReviewers(
  entry: LedgerEntry,
  { title, turn }: Pick<Workflow, 'title'> & { readonly turn?: NoticedTurn | undefined },
  traceparent: unknown,
  { announcer, notifier }: { readonly announcer: Announcer; readonly notifier: Notifier },
): Promise<void> {
  const notice = noticeOf(entry, title, turn);
  if (!notice) return;
  const { contract, data, roles, subject, text } = notice;
  const id = digestOf([entry.hash, contract.type]);
  await announcer.announce(outgoing(contract, { id, subject: entry.caseId, time: entry.at, data, traceparent }));
  for (const role of roles) await notifier.notify(role, { subject, text });
}
