import { z } from 'zod';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { ConfirmedEffect } from '../../statemachines/kernel/reconciliation.ts';
import { isUndone } from '../erp/steps.ts';

const confirmed = z.object({
  idempotencyKey: z.string(),
  digest: z.string(),
  document: z.object({
    ...{ id: z.string(), number: z.string(), currency: z.string() },
    ...{ net: z.string(), tax: z.string(), gross: z.string() },
  }),
});

/** What the case says that the books of the ERP have: neither a record that was changed nor an order stands there. */
export function confirmedEffectsOf(entries: readonly LedgerEntry[]): ConfirmedEffect[] {
  return entries
    .filter(({ stage, body }) => stage === 'confirmed' && body['record'] === undefined && body['order'] === undefined)
    .map(({ body }) => {
      const { idempotencyKey: key, digest, document } = confirmed.parse(body);
      return { key, digest, document, ...(isUndone(entries, key) && { undone: true }) };
    });
}
