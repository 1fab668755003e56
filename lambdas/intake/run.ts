import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { busEvent, type CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { CountersignError, isErrorNamed } from '../../statemachines/kernel/errors.ts';
import { type Answer, answerEvent, MOST_REASON } from '../../statemachines/kernel/events/intake-answers.ts';
import { caseIdOf, digestOf, sha256 } from '../../statemachines/kernel/ids.ts';
import type { Clock, Evidence, Ledger, MacPort } from '../shared/ports.ts';
import { invalidInput } from '../shared/task.ts';
import { beginAttempt } from './begin.ts';
import type { Announcer, CaseClaims, Documents, Quarantine, Starter, Stopper } from './ports.ts';
import { readDocument } from './read-document.ts';
import { supersede } from './supersede.ts';
import { withdraw } from './withdraw.ts';

export interface IntakeDeps {
  readonly workflows: readonly Workflow[];
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly evidence: Evidence;
  readonly claims: CaseClaims;
  readonly starter: Starter & Stopper;
  readonly announcer: Announcer;
  readonly quarantine: Quarantine;
  readonly documents: Documents;
  readonly clock: Clock;
  /** That the event comes out of quarantine, and every name of those who have repaired it there. */
  readonly readmission?: { readonly quarantine: string; readonly repairedBy: readonly string[] };
}

export interface Received {
  readonly answer: Answer;
  readonly caseId?: string;
  readonly reasons?: readonly string[];
}

/**
 * Takes in one bus event: parses its contract, claims the case, starts its execution and answers the sender.
 * Everything is idempotent, so a repeat after a crash at any point ends in the same answer.
 * @throws CountersignError Transient when it should be delivered again
 */
export async function intake(event: unknown, deps: IntakeDeps): Promise<Received> {
  const parsed = busEvent.safeParse(event);
  if (!parsed.success) return quarantined(event, [invalidInput(parsed.error).message], deps);
  const cloud = parsed.data.detail;
  const sender = parsed.data.source;
  try {
    const answer = await admit(cloud, sender, deps);
    await answerSender(cloud, answer, deps);
    return answer;
  } catch (error) {
    if (!isErrorNamed(error, 'InvalidInput')) throw error;
    return quarantined(event, [(error as Error).message], deps, cloud);
  }
}

async function admit(cloud: CloudEvent, sender: string, deps: IntakeDeps): Promise<Received> {
  const { workflow, contract } = contractOf(cloud, deps.workflows);
  const data = contract.schema.safeParse(cloud.data);
  if (!data.success) throw invalidInput(data.error);
  const eventId = `${sender}/${cloud.id}`;
  const { type, time, traceparent } = cloud;
  const came = { workflow, eventId, source: sender, type, time, traceparent };
  if (contract.does === 'withdraws') {
    const { businessKey, subject, reason } = contract.identify(data.data);
    const caseId = caseIdOf(workflow.slug, businessKey);
    return withdraw({ ...came, caseId, subject, reason, payloadHash: digestOf(data.data) }, deps);
  }
  const raw = await readDocument(data.data, deps.documents);
  const { businessKey, subject } = workflow.identify(workflow.parse(raw));
  const caseId = caseIdOf(workflow.slug, businessKey);
  const payloadHash = sha256(raw);
  await deps.evidence.put(caseId, raw);
  if (contract.does === 'replaces') {
    const superseded = await supersede({ ...came, caseId, subject, payloadHash }, deps);
    if (superseded) return superseded;
  }
  const claim = await deps.claims.claim({ caseId, payloadHash, eventId });
  const common = {
    actor: { kind: 'system', id: sender } as const,
    workflow: { slug: workflow.slug, version: workflow.version },
  };
  const origin = { eventId, source: sender, type, time, subject };
  const trace = traceparent ? { traceparent } : {};
  if (contract.does === 'replaces' && claim.eventId !== eventId)
    throw new CountersignError('Transient', `${subject} is being opened by event ${claim.eventId}`);
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
  const entry = await deps.ledger.append(caseId, {
    ...common,
    entryKey: 'received',
    stage: 'received',
    body,
    evidence: [payloadHash],
  });
  await beginAttempt(entry, deps);
  return { answer: 'accepted', caseId };
}

function contractOf(cloud: CloudEvent, workflows: readonly Workflow[]) {
  for (const workflow of workflows) {
    const contract = workflow.contracts.find((candidate) => candidate.type === cloud.type);
    if (contract) return { workflow, contract };
  }
  const known = workflows.flatMap((workflow) => workflow.contracts.map((contract) => contract.type)).join(', ');
  throw new CountersignError('InvalidInput', `type: ${cloud.type} is no contract of this bus (known: ${known})`);
}

type Answerable = Pick<CloudEvent, 'id' | 'source' | 'type' | 'traceparent'>;

async function answerSender(cloud: Answerable, { answer, caseId, reasons }: Received, deps: IntakeDeps) {
  const { id, source, type, traceparent } = cloud;
  const data = {
    event: { id, source, type },
    answer,
    ...(caseId !== undefined && { caseId }),
    ...(reasons && { reasons: reasons.map((reason) => reason.slice(0, MOST_REASON)) }),
  };
  await deps.announcer.announce(answerEvent(data, deps.clock.now().toISOString(), traceparent));
}

async function quarantined(event: unknown, reasons: string[], deps: IntakeDeps, cloud?: CloudEvent): Promise<Received> {
  const id = digestOf(event);
  await deps.quarantine.keep(id, event, reasons);
  const received = { answer: 'quarantined', reasons } as const;
  await answerSender(cloud ?? { id, source: 'unknown', type: 'unknown' }, received, deps);
  return received;
}
