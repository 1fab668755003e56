import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { OWN_SOURCE } from '../../statemachines/kernel/events/outgoing-event.ts';
import { caseId, digestOf } from '../../statemachines/kernel/ids.ts';
import { toldAs } from '../ledger/told-as.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { IntakeDeps } from './deps.ts';

/**
 * That an event of ours is exactly what a genuine entry of the ledger tells, its envelope as its data: whoever could put
 * something on the bus in our name, or repair it in quarantine, opens, marks and holds up nothing by it.
 * @throws CountersignError InvalidInput when no entry tells it; LedgerBroken
 */
export async function requireTold(
  event: CloudEvent,
  sender: string,
  { ledger, mac, workflows }: Pick<IntakeDeps, 'ledger' | 'mac' | 'workflows'>,
): Promise<void> {
  const { id, source, subject, type } = event;
  if (sender !== OWN_SOURCE || source !== OWN_SOURCE)
    throw new CountersignError('InvalidInput', `source: ${type} is ${OWN_SOURCE}'s to send alone`);
  const of = caseId.safeParse(subject).data;
  const entries = of === undefined ? [] : await ledger.read(of);
  const entry = entries.find(({ hash }) => hash === id);
  if (!entry) throw untold(`id: no entry of ${subject} has the hash ${id}`);
  await requireGenuine(mac, entries, [entry]);
  const told = toldAs(entry, entries, (slug) => {
    const workflow = workflows.find((one) => one.slug === slug);
    if (workflow) return workflow;
    throw untold(`subject: ${slug} is no workflow`);
  });
  if (told && digestOf(told) === digestOf(event)) return;
  throw untold(`(whole): entry ${entry.seq} of ${of} does not say this`);
}

const untold = (why: string) => new CountersignError('InvalidInput', why);
