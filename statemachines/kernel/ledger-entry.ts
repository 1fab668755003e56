import { z } from 'zod';
import { caseId, digestOf, sha256Hex } from './ids.ts';

/** Functions that append to the ledger, each under a MAC key of its own. */
export const WRITERS = [
  'intake',
  'gather',
  'assess',
  'decide',
  'review',
  'countersign',
  'conclude',
  'gateway',
  'sweep',
  'reopen',
  'govern',
  'watch',
  'quarantine',
  'exceptions',
  'reconcile',
  'order',
] as const;
export type Writer = (typeof WRITERS)[number];

/** Every stage of a case, and the one writer whose key makes an entry of it believable. */
export const STAGE_WRITER = {
  received: 'intake',
  conflict: 'intake',
  superseded: 'intake',
  'withdrawn-by-sender': 'intake',
  answered: 'intake',
  gathered: 'gather',
  assessed: 'assess',
  unassessed: 'assess',
  decided: 'decide',
  'review-opened': 'review',
  reminded: 'review',
  escalated: 'review',
  'review-expired': 'review',
  unanswered: 'review',
  claimed: 'countersign',
  released: 'countersign',
  'handed-over': 'countersign',
  'asked-back': 'countersign',
  'called-back': 'countersign',
  'value-proposed': 'countersign',
  approved: 'countersign',
  'rejected-by-person': 'countersign',
  prepared: 'gateway',
  unknown: 'gateway',
  probed: 'gateway',
  confirmed: 'gateway',
  'rejected-by-erp': 'gateway',
  'facts-changed': 'gateway',
  'not-authorised': 'gateway',
  withdrawn: 'gateway',
  parked: 'conclude',
  refused: 'conclude',
  interrupted: 'sweep',
  reopened: 'sweep',
  'reopened-by-person': 'reopen',
  'reversal-requested': 'reopen',
  reversed: 'intake',
  'reversal-ended': 'intake',
  'change-proposed': 'govern',
  'change-made': 'govern',
  'stop-confirmed': 'watch',
  'glass-review-opened': 'watch',
  'glass-review-ended': 'govern',
  quarantined: 'intake',
  admitted: 'intake',
  repaired: 'quarantine',
  readmitted: 'quarantine',
  discarded: 'quarantine',
  'exception-assigned': 'exceptions',
  'exception-resolved': 'exceptions',
  'exception-taken-back': 'exceptions',
  'break-found': 'reconcile',
  'break-closed': 'reconcile',
  'hand-posting-found': 'reconcile',
  held: 'intake',
  'let-go': 'intake',
  outdated: 'intake',
  'gap-expired': 'order',
  skipped: 'order',
} as const satisfies Record<string, Writer>;
export type Stage = keyof typeof STAGE_WRITER;
export const stage = z.enum(Object.keys(STAGE_WRITER) as [Stage, ...Stage[]]);

/** Who acted. A person's id is the verified subject, never a name from a request body (T6). */
export const actor = z.strictObject({ kind: z.enum(['system', 'model', 'person']), id: z.string() });
export type Actor = z.infer<typeof actor>;

/** What an appender says; the ledger adds position, time, chain and MAC. */
export const ledgerDraft = z.strictObject({
  /** Makes a repeated step find its own entry: execution + state + visit, command id + stage, decision id. */
  entryKey: z.string().min(1).max(300),
  stage,
  actor,
  workflow: z.strictObject({ slug: z.string(), version: z.string() }),
  body: z.record(z.string(), z.json()),
  /** SHA-256 of what lies in the evidence bucket. */
  evidence: z.array(sha256Hex),
});
export type LedgerDraft = z.infer<typeof ledgerDraft>;

/** One entry as chained: `hash` covers everything but itself and the MAC. */
export const ledgerEntry = ledgerDraft.extend({
  caseId,
  /** From 1, gap-free. */
  seq: z.int().positive(),
  /** UTC, ISO 8601 with milliseconds. */
  at: z.iso.datetime(),
  /** Hash of the entry before; 64 zeros for the first. */
  prevHash: sha256Hex,
  hash: sha256Hex,
  writer: z.enum(WRITERS),
  /** KMS HMAC-SHA-256 of `hash` under the writer's key, base64. */
  mac: z.string(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

export const GENESIS = '0'.repeat(64);

/** The hash that chains an entry. */
export function entryHash(entry: Omit<LedgerEntry, 'hash' | 'mac'>): string {
  const { caseId, seq, at, prevHash, writer, entryKey, stage, actor, workflow, body, evidence } = entry;
  return digestOf({ caseId, seq, at, prevHash, writer, entryKey, stage, actor, workflow, body, evidence });
}
