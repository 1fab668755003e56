import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerDraft, LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { ORDER } from '../../statemachines/kernel/order.ts';
import type { IntakeDeps, Received } from './deps.ts';
import type { Turn } from './in-turn.ts';

/**
 * Keeps an event, as it came, until its turn.
 * @returns why it waits
 * @throws CountersignError InvalidInput when another content waits under the same id and number; Transient
 */
export async function hold(turn: Turn, caseId: string, last: number, deps: IntakeDeps): Promise<string> {
  const { sequence, digest } = turn;
  const missing = last + 2 === sequence ? `${last + 1}` : `${last + 1} to ${sequence - 1}`;
  const reason = `sequence: ${sequence} waits for ${missing}; ${before(last)}`;
  const { readmission: out } = deps;
  const readmission = out && { readmission: { ...out, repairedBy: [...out.repairedBy] } };
  const entry = await append(turn, caseId, { stage: 'held', entryKey: `held/${sequence}` }, deps, {
    ...{ reason, ...readmission },
  });
  if (entry.body['digest'] === digest) return String(entry.body['reason']);
  throw new CountersignError('InvalidInput', `sequence: ${sequence} waits with other content under the same id`);
}

/** Puts on record that an event came after later ones were taken in, and nothing else. */
export async function noteOutdated(turn: Turn, caseId: string, reason: string, deps: IntakeDeps): Promise<Received> {
  const as = { stage: 'outdated', entryKey: `outdated/${turn.digest}` } as const;
  const entry = await append(turn, caseId, as, deps, { reason });
  return { answer: 'outdated', caseId, reasons: [String(entry.body['reason'])] };
}

/** Puts on record what became of an event that was held. */
export async function letGo(held: LedgerEntry, { answer, caseId, reasons }: Received, deps: IntakeDeps) {
  await deps.ledger.append(held.caseId, {
    ...{ entryKey: `let-go/${held.hash}`, stage: 'let-go', actor: INTAKE, workflow: ORDER, evidence: held.evidence },
    body: {
      ...{ held: held.hash, answer },
      ...(caseId && { admittedAs: caseId }),
      ...(reasons && { reasons: [...reasons] }),
    },
  });
}

const INTAKE = { kind: 'system', id: 'intake' } as const;
const before = (last: number) =>
  last === 0 ? 'none of its subject was taken in' : `${last} was the last of its subject that was taken in`;

async function append(
  { stream, sequence, eventId, digest, event }: Turn,
  caseId: string,
  as: Pick<LedgerDraft, 'entryKey' | 'stage'>,
  { evidence, ledger }: IntakeDeps,
  more: LedgerDraft['body'],
): Promise<LedgerEntry> {
  const original = await evidence.put(caseId, JSON.stringify(event));
  return ledger.append(caseId, {
    ...{ ...as, actor: INTAKE, workflow: ORDER, evidence: [original] },
    body: { stream: { ...stream }, sequence, eventId, digest, ...more },
  });
}
