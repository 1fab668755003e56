import { z } from 'zod';
import type { Consent } from '../../../statemachines/kernel/authority/consents.ts';
import type { Act } from '../../../statemachines/kernel/authority/duties.ts';
import { sha256Hex } from '../../../statemachines/kernel/ids.ts';
import type { LedgerEntry, Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import { areOne, type Given } from './given.ts';
import type { Entitlement } from './may-countersign.ts';
import { repairsOf } from './repairs.ts';
import { turnOf } from './turn.ts';

/** What an `approved` entry says: who countersigned is its actor. */
export const approvalBody = z.looseObject({
  attempt: z.int(),
  visit: z.int(),
  /** Of the proposal that was countersigned, and of no other. */
  digest: sha256Hex,
  /** `commit`: with the authority for the whole; `second`: as the other one of two; `consent`: as the role, of any amount. */
  action: z.enum(['commit', 'second', 'consent']),
  role: z.string(),
  /** In whose place, by which delegation. */
  onBehalfOf: z.strictObject({ subject: z.string(), delegation: z.string() }).optional(),
  /** Every name of those who stand behind it: two approvals that share one are one. */
  names: z.array(z.string()).min(1),
  /** Roles that the token claimed. */
  claimed: z.array(z.string()),
  /** UTC; counts no more from here on. */
  validUntil: z.iso.datetime(),
  comment: z.string().optional(),
});
export type ApprovalBody = z.infer<typeof approvalBody>;

/** A countersignature, as the ledger tells it. */
export interface Approval extends ApprovalBody {
  readonly subject: string;
  readonly entry: LedgerEntry;
}

/** The countersignatures of a person for one digest since its decision; what does not read as one is none (T1). */
export function approvalsOf(entries: readonly LedgerEntry[], decided: LedgerEntry, digest: string): Approval[] {
  return entries.flatMap((entry) => {
    if (entry.stage !== 'approved' || entry.seq < decided.seq || entry.actor.kind !== 'person') return [];
    const body = approvalBody.safeParse(entry.body);
    return body.success && body.data.digest === digest ? [{ ...body.data, subject: entry.actor.id, entry }] : [];
  });
}

/**
 * Are these, in this order, enough? All consents, then one with the authority for the whole; and where two must, another
 * one that shares no name with it. Nobody who consented is one of them.
 */
export function suffices(approvals: readonly Given[], needed: 1 | 2, consents: readonly Consent[] = []): boolean {
  const { counted, open } = turnOf(approvals, consents);
  if (open.length > 0) return false;
  const signed = counted.filter(({ action }) => action !== 'consent');
  const whole = signed.filter(({ action }) => action === 'commit');
  if (needed === 1) return whole.length > 0;
  return whole.some((one) => signed.some((other) => !areOne(one, other)));
}

/** What an entitlement of today says of a countersignature, for {@link suffices}. */
export function givenBy({ action, capacity }: Entitlement): Given[] {
  return action && capacity ? [{ action, role: capacity.role.id, names: [...capacity.names] }] : [];
}

const DONE = {
  'called-back': { duty: 'bank-confirmation', to: 'the bank account of' },
  'value-proposed': { duty: 'value-proposal', to: 'the value of' },
  'reopened-by-person': { duty: 'reopening', to: 'the case' },
  'exception-resolved': { duty: 'exception-resolution', to: 'the case' },
  'exception-taken-back': { duty: 'exception-resolution', to: 'the case' },
} as const satisfies Readonly<Partial<Record<Stage, Pick<Act, 'duty' | 'to'>>>>;

const behind = z.array(z.string()).catch([]);

/**
 * What people did on the case itself, for the conflict table; an act of somebody is one of whoever they stood in for, too.
 * Whoever repaired an answer of its sender has put words into it.
 */
export function actsOf(entries: readonly LedgerEntry[]): Act[] {
  return entries.flatMap((entry): Act[] => {
    const { stage, actor, at, caseId, body } = entry;
    if (stage === 'answered') return repairsOf(entry);
    const done = stage in DONE ? DONE[stage as keyof typeof DONE] : undefined;
    if (actor.kind !== 'person' || !done) return [];
    const names = new Set([actor.id, ...behind.parse(body['names'])]);
    return [...names].map((by) => ({ duty: done.duty, by, at, to: `${done.to} ${caseId}` }));
  });
}
