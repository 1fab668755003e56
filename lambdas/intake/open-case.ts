import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { canonicalJson, caseIdOf, sha256 } from '../../statemachines/kernel/ids.ts';
import { beginAttempt } from './begin.ts';
import type { IntakeDeps, Received } from './deps.ts';
import type { ReadDocument } from './read-event.ts';
import { supersede } from './supersede.ts';

/**
 * Claims the case of an event that was read, and starts its execution; or says why another event has it.
 * @throws CountersignError Transient
 */
export async function openCase(
  { does, workflow, raw, businessKey, subject, type, upcastFrom }: ReadDocument,
  cloud: CloudEvent,
  sender: string,
  deps: IntakeDeps,
): Promise<Received> {
  const caseId = caseIdOf(workflow.slug, businessKey);
  const payloadHash = sha256(raw);
  const eventId = `${sender}/${cloud.id}`;
  const { time, traceparent } = cloud;
  await deps.evidence.put(caseId, raw);
  const asItCame = upcastFrom ? [await deps.evidence.put(caseId, canonicalJson(cloud.data))] : [];
  if (does === 'replaces') {
    const came = { eventId, source: sender, type, upcastFrom, asItCame, time, traceparent };
    const superseded = await supersede({ ...came, workflow, caseId, subject, payloadHash }, deps);
    if (superseded) return superseded;
  }
  const claim = await deps.claims.claim({ caseId, payloadHash, eventId });
  const common = {
    actor: { kind: 'system', id: sender } as const,
    workflow: { slug: workflow.slug, version: workflow.version },
  };
  const origin = { eventId, source: sender, type, ...(upcastFrom && { upcastFrom }), time, subject };
  const trace = traceparent ? { traceparent } : {};
  if (does === 'replaces' && claim.eventId !== eventId)
    throw new CountersignError('Transient', `${subject} is being opened by event ${claim.eventId}`);
  if (claim.payloadHash !== payloadHash) {
    const reason = `${subject} was received before with other content (${claim.payloadHash.slice(0, 12)}…, event ${claim.eventId})`;
    const body = { ...origin, ...trace, reason, payloadHash };
    await deps.ledger.append(caseId, {
      ...common,
      entryKey: `conflict/${payloadHash}`,
      stage: 'conflict',
      body,
      evidence: [payloadHash, ...asItCame],
    });
    return { answer: 'conflict', caseId, reasons: [reason] };
  }
  if (claim.eventId !== eventId)
    return { answer: 'duplicate', caseId, reasons: [`the same document came with event ${claim.eventId}`] };
  const { quarantine, repairedBy = [] } = deps.readmission ?? {};
  const readmission = quarantine && { readmission: { quarantine, repairedBy: [...repairedBy] } };
  const body = { ...origin, ...trace, ...readmission, payloadHash, businessKey: [...businessKey] };
  const entry = await deps.ledger.append(caseId, {
    ...common,
    entryKey: 'received',
    stage: 'received',
    body,
    evidence: [payloadHash, ...asItCame],
  });
  await beginAttempt(entry, deps);
  return { answer: 'accepted', caseId };
}
