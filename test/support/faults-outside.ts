import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import type { Plan } from './faults.ts';
import type { graph } from './faults-graph.ts';
import type { faultyPorts } from './faults-ports.ts';

/** What comes to one case from outside. */
export interface WorldOptions {
  readonly note: { readonly number: string; readonly cents: number };
  readonly plan?: Plan;
  readonly enforcesKey?: boolean;
  /** The execution is stopped once: after it has decided, or when a delivery of its command fails. */
  readonly stopped?: 'after its decision' | 'when its worker fails';
  /** Milliseconds after which a person countersigns an open review. */
  readonly approvesAfterMs?: number;
  /** Another workflow than the toy, and how its graph runs. */
  readonly workflow?: Workflow;
  readonly flow?: typeof graph;
}

/** A person countersigns the digest under review, as the review API records it. */
export function countersign(ports: ReturnType<typeof faultyPorts>, ref: CaseRef, digest: string) {
  const { caseId, attempt, visit = 0 } = ref;
  return ports.as('countersign').ledger.append(caseId, {
    entryKey: `approval/${attempt}/${visit}`,
    stage: 'approved',
    actor: { kind: 'person', id: 'ann' },
    workflow: { slug: 'toy', version: '1' },
    body: {
      ...{ attempt, visit, digest, validUntil: '2027-01-01T00:00:00.000Z' },
      ...{ action: 'commit', role: 'clerk', names: ['ann'], claimed: ['clerk'] },
    },
    evidence: [],
  });
}

const busEvent = (type: string, id: string, time: string, data: object) => ({
  'detail-type': type,
  source: 'shop',
  detail: { specversion: '1.0', id, source: 'shop', type, time, data },
});
const brings = (note: object) => ({ document: { content: JSON.stringify(note), encoding: 'utf-8' } });

/** The business system's event for a note; the same every time. */
export const eventOf = (note: object) => busEvent('toy.received.v1', 'e1', '2026-11-24T09:00:00Z', brings(note));

/** Its n-th event about a note that it has sent: another one in its place, or that it is withdrawn. */
export function laterEvent(nth: number, note: { readonly number: string }, does: 'replaces' | 'withdraws') {
  const time = new Date(Date.parse('2026-11-24T09:00:00Z') + nth * 1_000).toISOString();
  if (does === 'replaces') return busEvent('toy.corrected.v1', `later ${nth}`, time, brings(note));
  return busEvent('toy.withdrawn.v1', `later ${nth}`, time, { number: note.number, reason: 'by mistake' });
}

/** A reviewer asks its sender something; the question's id is `q1`. */
export async function askSender(ports: ReturnType<typeof faultyPorts>, caseId: string, until: string) {
  const { ledger } = ports.as('countersign');
  const { body } = (await ledger.read(caseId)).findLast(({ stage }) => stage === 'review-opened') ?? { body: {} };
  return ledger.append(caseId, {
    ...{ entryKey: 'asked', stage: 'asked-back', evidence: [], workflow: { slug: 'toy', version: '1' } },
    actor: { kind: 'person', id: 'ann' },
    body: { ...body, comment: 'Which order?', to: 'sender', question: 'q1', event: 'shop/e1', until },
  });
}

/** The sender's answer to {@link askSender}. */
export const answerEventOf = ({ number }: { readonly number: string }) =>
  busEvent('toy.answered.v1', 'answer', '2026-11-24T10:00:00Z', { number, question: 'q1', text: 'as ordered' });
