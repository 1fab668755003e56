import { z } from 'zod';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { breakKey, breakKind } from '../../statemachines/kernel/reconciliation.ts';

/** What `break-found` says, and `break-closed` of the same kind and subject ends. */
export const breakBody = z.looseObject({
  kind: breakKind,
  subject: z.string(),
  says: z.string(),
  documents: z.array(z.string()),
  /** The ERP company, where it is known. */
  company: z.string().optional(),
});

/** A break that no later run of the reconciliation saw gone. */
export interface OpenBreak extends z.infer<typeof breakBody> {
  /** UTC. */
  readonly since: string;
  /** Position of the entry that says so. */
  readonly seq: number;
}

/** The breaks of a case that are open, oldest first, from its entries alone. */
export function openBreaksOf(entries: readonly LedgerEntry[]): OpenBreak[] {
  const open = new Map<string, OpenBreak>();
  for (const { stage, at, seq, body } of entries) {
    if (stage !== 'break-found' && stage !== 'break-closed') continue;
    const of = breakBody.parse(body);
    if (stage === 'break-closed') open.delete(breakKey(of));
    else open.set(breakKey(of), { ...of, since: at, seq });
  }
  return [...open.values()];
}
