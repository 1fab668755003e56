import { z } from 'zod';
import {
  type CompensationEntry,
  type CreditNote,
  postCreditPayload,
} from '../../../statemachines/support-credits/post-credit-payload.ts';
import { ErpRefused } from '../errors.ts';
import { idOf } from './post-invoice.ts';

/**
 * The payload of `post-credit` as the document of the module's `post_credit` (erp/tryton-module/README.md).
 * @throws ErpRefused if the payload is none, before anything is sent
 */
export function creditOf(payload: unknown): Readonly<Record<string, unknown>> {
  const parsed = postCreditPayload.safeParse(payload);
  if (!parsed.success) throw new ErpRefused(`post-credit: ${z.prettifyError(parsed.error)}`);
  const credit = parsed.data;
  const { caseId, company, customer, incident, agent, currency, postingDate, totals, versions } = credit;
  return {
    as: credit.as,
    company: idOf(company),
    customer: idOf(customer),
    case: caseId,
    incident,
    agent,
    description: `case ${caseId}, incident ${incident}`,
    currency,
    postingDate,
    ...(credit.as === 'entry' ? entryOf(credit) : noteOf(credit)),
    expected: { untaxed: totals.net, tax: totals.tax, total: totals.gross, payable: totals.payable },
    versions: versions.map(({ kind, id, version }) => [kind, idOf(id), version]),
  };
}

function noteOf({ credits, lines }: CreditNote) {
  return {
    credits: { ...credits, id: idOf(credits.id) },
    lines: lines.map(({ invoiceLine, ...line }) => ({ invoiceLine: idOf(invoiceLine), ...line })),
  };
}

/** A line without an account is the customer's receivable, which the module knows. */
function entryOf({ reason, lines }: CompensationEntry) {
  return {
    reason,
    lines: lines.map(({ account, debit, credit }) => ({
      ...(account !== undefined && { account: idOf(account) }),
      ...(debit !== undefined && { debit }),
      ...(credit !== undefined && { credit }),
    })),
  };
}
