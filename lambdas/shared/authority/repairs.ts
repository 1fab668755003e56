import { z } from 'zod';
import type { Act } from '../../../statemachines/kernel/authority/duties.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';

const repaired = z.object({ readmission: z.object({ quarantine: z.string(), repairedBy: z.array(z.string()) }) });

/** Whoever repaired an event of the case, the one that brought it or an answer, had a hand in it: nobody who approves it. */
export function repairsOf({ body, at, caseId }: LedgerEntry): Act[] {
  const { readmission } = repaired.safeParse(body).data ?? {};
  const to = `the event of ${caseId}, repaired in ${readmission?.quarantine}`;
  return (readmission?.repairedBy ?? []).map((by) => ({ duty: 'value-proposal', by, at, to }));
}

/** Who repaired the event of an entry; nobody, of one that came as it is. */
export const repairersOf = (body: LedgerEntry['body']): readonly string[] =>
  repaired.safeParse(body).data?.readmission.repairedBy ?? [];
