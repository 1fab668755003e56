import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { caseIdOf, sha256 } from '../../statemachines/kernel/ids.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import type { IntakeDeps, Received } from './deps.ts';
import type { ReadEvent } from './read-event.ts';

/**
 * Claims the case of an event that was read, and starts its execution; or says why another event has it.
 * @throws CountersignError Transient
 */
export async function openCase(
  { workflow, raw, businessKey, subject }: ReadEvent,
  cloud: CloudEvent,
  sender: string,
  deps: IntakeDeps,
): Promise<Received> {
  const caseId = caseIdOf(workflow.slug, businessKey);
  const payloadHash = sha256(raw);
  const eventId = `${sender}/${cloud.id}`;
  const claim = await deps.claims.claim({ caseId, payloadHash, eventId });
  const common = {
    actor: { kind: 'system', id: sender } as const,
    workflow: { slug: workflow.slug, version: workflow.version },
  };
  const origin = { eventId, source: sender, type: cloud.type, time: cloud.time, subject };
  const trace = cloud.traceparent ? { traceparent: cloud.traceparent } : {};
  await deps.evidence.put(caseId, raw);
  if (claim.payloadHash !== payloadHash) {
    const reason = `${subject} was received before with other content (${claim.payloadHash.slice(0, 12)}…, event ${claim.eventId})`;
    const body = { ...origin, ...trace, reason, payloadHash };
    await deps.ledger.append(caseId, {
      ...common,
      entryKey: `conflict/${payloadHash}`,
      stage: 'conflict',
      body,
      evidence: [payloadHash],
    });
    return { answer: 'conflict', caseId, reasons: [reason] };
  }
  if (claim.eventId !== eventId)
    return { answer: 'duplicate', caseId, reasons: [`the same document came with event ${claim.eventId}`] };
  const { quarantine, repairedBy = [] } = deps.readmission ?? {};
  const readmission = quarantine && { readmission: { quarantine, repairedBy: [...repairedBy] } };
  const body = { ...origin, ...trace, ...readmission, payloadHash, businessKey: [...businessKey] };
  await deps.ledger.append(caseId, {
    ...common,
    entryKey: 'received',
    stage: 'received',
    body,
    evidence: [payloadHash],
  });
  const input: CaseRef = { schema: 1, caseId, attempt: 1, workflow: workflow.slug };
  await deps.starter.start(workflow.slug, `${caseId}-1`, input);
  return { answer: 'accepted', caseId };
}
