import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { Release } from '../../statemachines/kernel/order.ts';
import { heldBody } from '../order/fold.ts';
import { evidenceOf } from '../shared/case-log.ts';
import type { MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { letGo } from './out-of-turn.ts';
import { intake } from './run.ts';

/**
 * Takes in what was held, if it is its turn. The message only names the entry: what is taken in is its evidence, the
 * event as it came. If it can't be read any more, it is in quarantine, and its place is free: the subject waits until
 * it, or another event, has it.
 * @throws CountersignError LedgerBroken when there is no such genuine entry; Transient
 */
export async function letIn(
  { release: { caseId, entry: hash } }: Release,
  deps: IntakeDeps & { readonly mac: MacPort },
): Promise<Received> {
  const entries = await deps.ledger.read(caseId);
  const entry = entries.find((found) => found.hash === hash && found.stage === 'held');
  if (!entry) throw new CountersignError('LedgerBroken', `${caseId} holds nothing by an entry with hash ${hash}`);
  await requireGenuine(deps.mac, entries, [entry]);
  const event: unknown = JSON.parse(
    Buffer.from(await deps.evidence.get(caseId, evidenceOf(entry, 0))).toString('utf8'),
  );
  const { readmission, sequence, eventId } = heldBody.parse(entry.body);
  const received = await intake(event, { ...deps, ...(readmission && { readmission }) });
  if (received.answer === 'held') return received;
  if (received.answer === 'quarantined' && (await deps.positions.last(caseId)) < sequence)
    await deps.positions.free(caseId, sequence, eventId);
  await letGo(entry, received, deps);
  return received;
}
