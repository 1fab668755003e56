import { z } from 'zod';
import { type TrytonClient, tryton } from '../../lambdas/erp/tryton/client.ts';
import { invoiceFacts } from '../../statemachines/invoice-processing/facts.ts';

/** What travels through the ungoverned flow: everything, as flows without a ledger do it. */
export const received = z.object({ document: z.string() });
export const read = received.extend({ facts: invoiceFacts });
export const asked = read.extend({ assessment: z.unknown() });

/** The ERP's client, from the function's environment. */
export function erpClient(): TrytonClient {
  const url = z.url().parse(process.env['ERP_URL']);
  return tryton({ url, database: 'stub', login: 'bench', password: 'stub', timeoutMs: 4_000 });
}
