import type { z } from 'zod';
import { invoiceFactsFrom } from '../../lambdas/erp/tryton/read-invoice-facts.ts';
import { invoiceProcessing } from '../../statemachines/invoice-processing/workflow.ts';
import { erpClient, read, received } from './case.ts';

const erp = erpClient();

/** Reads the document, and what the ERP says about it. */
export async function handler(event: unknown): Promise<z.infer<typeof read>> {
  const { document } = received.parse(event);
  const query = invoiceProcessing.query(invoiceProcessing.parse(Buffer.from(document)));
  const facts = invoiceFactsFrom(await erp.call('countersign.command', 'invoice_facts', query), []);
  return read.parse({ document, facts });
}
