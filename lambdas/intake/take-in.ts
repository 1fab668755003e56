import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import { answer } from './answer.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { mark } from './mark.ts';
import { openCase } from './open-case.ts';
import type { ReadEvent } from './read-event.ts';
import { withdraw } from './withdraw.ts';

/** Does what the contract of an event that was read says that it does. */
export function takeIn(read: ReadEvent, cloud: CloudEvent, sender: string, deps: IntakeDeps): Promise<Received> {
  if (read.does === 'marks') return mark(read, cloud, deps);
  if ('raw' in read) return openCase(read, cloud, sender, deps);
  const { workflow, subject, payloadHash, type, upcastFrom } = read;
  const { time, traceparent } = cloud;
  const origin = { eventId: `${sender}/${cloud.id}`, source: sender, type, upcastFrom, time, traceparent };
  const came = { ...origin, workflow, subject, payloadHash };
  if (read.does === 'withdraws') {
    const caseId = caseIdOf(workflow.slug, read.businessKey);
    return withdraw({ ...came, caseId, reason: read.reason }, deps);
  }
  const { of, question, text, references } = read;
  const caseId = 'caseId' in of ? of.caseId : caseIdOf(workflow.slug, of.businessKey);
  return answer({ ...came, caseId, question, text, references }, deps);
}
