import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { mark } from './mark.ts';
import { openCase } from './open-case.ts';
import type { ReadEvent } from './read-event.ts';
import { withdraw } from './withdraw.ts';

/** Does what the contract of an event that was read says that it does. */
export function takeIn(read: ReadEvent, cloud: CloudEvent, sender: string, deps: IntakeDeps): Promise<Received> {
  if (read.does === 'marks') return mark(read, cloud, deps);
  if (read.does !== 'withdraws') return openCase(read, cloud, sender, deps);
  const { workflow, businessKey, subject, reason, payloadHash, type, upcastFrom } = read;
  const { time, traceparent } = cloud;
  const came = { eventId: `${sender}/${cloud.id}`, source: sender, type, upcastFrom, time, traceparent };
  const caseId = caseIdOf(workflow.slug, businessKey);
  return withdraw({ ...came, workflow, caseId, subject, reason, payloadHash }, deps);
}
