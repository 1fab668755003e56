import { z } from 'zod';
import { reverseInvoicePayload } from '../../../statemachines/effect-reversal/reverse-invoice-payload.ts';
import { ErpRefused } from '../errors.ts';
import { idOf } from './post-invoice.ts';

/**
 * The payload of `reverse-invoice` as the document of the module's `reverse_invoice` (erp/tryton-module/README.md).
 * @throws ErpRefused if the payload is none, before anything is sent
 */
export function reversalOf(payload: unknown): Readonly<Record<string, unknown>> {
  const parsed = reverseInvoicePayload.safeParse(payload);
  if (!parsed.success) throw new ErpRefused(`reverse-invoice: ${z.prettifyError(parsed.error)}`);
  const { caseId, reverses, company, currency, postingDate, reason, totals, versions } = parsed.data;
  const { key, document, number } = reverses;
  return {
    company: idOf(company),
    reverses: { document: idOf(document), key, number },
    currency,
    postingDate,
    description: `case ${caseId}, reverses ${number}: ${reason}`,
    expected: { untaxed: totals.net, tax: totals.tax, total: totals.gross },
    versions: versions.map(({ kind, id, version }) => [kind, idOf(id), version]),
  };
}
