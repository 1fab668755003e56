import { z } from 'zod';
import type { Mark } from '../kernel/events/event-contract.ts';
import type { LedgerEntry } from '../kernel/ledger-entry.ts';
import { takenBackBy } from '../kernel/taken-back.ts';

const businessKey = z.tuple([z.string(), z.string(), z.string()]);
const told = z.looseObject({ caseId: z.string(), entry: z.looseObject({ seq: z.int(), hash: z.string() }) });
const ended = z.looseObject({ reason: z.string(), resolution: z.string().optional() });

/** The effect is taken back, once and for good: by which case, and as which document; nothing while the credit deviates. */
export function marksReversed(
  data: unknown,
  ofCase: readonly string[],
  reversing: readonly LedgerEntry[],
): Mark | undefined {
  const [caseId, key] = businessKey.parse(ofCase);
  const { caseId: reversal, entry } = told.parse(data);
  const by = takenBackBy(reversing, key);
  if (!by) return undefined;
  const body = { reversal, key, entry: entry.hash, document: { ...by.document }, ...(by.byHand && { byHand: true }) };
  return { caseId, stage: 'reversed', once: `reversed/${key}`, body };
}

/** The reversal takes nothing back, and another one may be asked for; unless a person has done it by hand. */
export function endsReversal(
  data: unknown,
  ofCase: readonly string[],
  reversing: readonly LedgerEntry[],
): Mark | undefined {
  const [caseId, key] = businessKey.parse(ofCase);
  const { caseId: reversal, entry } = told.parse(data);
  const { reason, resolution } = ended.parse(data);
  if (resolution === 'posted-by-hand') return marksReversed(data, ofCase, reversing);
  const body = { reversal, key, entry: entry.hash, reason, ...(resolution && { resolution }) };
  return { caseId, stage: 'reversal-ended', once: `reversal-ended/${entry.hash}`, body };
}
