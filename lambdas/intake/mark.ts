import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { newest, required } from '../shared/case-log.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { IntakeDeps, Received } from './deps.ts';
import type { ReadMark } from './read-event.ts';

/**
 * Puts down in the ledger of one case what became of another that was asked for there, once there is something to say. The event is known to be told by
 * our own ledger; told again, it finds its mark.
 * @throws CountersignError InvalidInput where nothing of the kind was asked for; LedgerBroken; Transient
 */
export async function mark(
  { contract, data }: ReadMark,
  { subject = '' }: CloudEvent,
  { ledger, mac }: IntakeDeps,
): Promise<Received> {
  const of = await ledger.read(subject);
  const received = required(newest(of, 'received'), 'received');
  await requireGenuine(mac, of, [received, ...of.filter(contract.reliesOn)]);
  const made = contract.mark(data, received.body['businessKey'] as readonly string[], of);
  if (!made) return { answer: 'accepted', caseId: subject };
  const { caseId, stage, once, body } = made;
  const entries = await ledger.read(caseId);
  const asked = entries.find((entry) => entry.stage === 'reversal-requested' && entry.body['reversal'] === subject);
  if (!asked) throw new CountersignError('InvalidInput', `subject: ${caseId} has not asked for ${subject}`);
  await requireGenuine(mac, entries, [asked]);
  const actor = { kind: 'system', id: 'intake' } as const;
  await ledger.append(caseId, { entryKey: once, stage, actor, workflow: asked.workflow, body, evidence: [] });
  return { answer: 'accepted', caseId: subject };
}
