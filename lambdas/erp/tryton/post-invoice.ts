import { z } from 'zod';
import {
  type PostInvoicePayload,
  postInvoicePayload,
} from '../../../statemachines/invoice-processing/post-invoice-payload.ts';
import { ErpRefused, ErpUnknown } from '../errors.ts';
import type { ErpDocument } from '../port.ts';

/**
 * The payload of `post-invoice` as the document of the module's `post_invoice` (erp/tryton-module/README.md).
 * @throws ErpRefused if the payload is none, before anything is sent
 */
export function documentOf(payload: unknown): Readonly<Record<string, unknown>> {
  const parsed = postInvoicePayload.safeParse(payload);
  if (!parsed.success) throw new ErpRefused(`post-invoice: ${z.prettifyError(parsed.error)}`);
  const { caseId, company, vendor, reference, currency, issueDate, postingDate, dueDate, totals, ...rest } =
    parsed.data;
  const { rounding, credits, advances, paymentBlock, payNotBefore, versions, taxDifferenceLimit, lines } = rest;
  return {
    company: idOf(company),
    vendor: idOf(vendor),
    reference,
    currency,
    invoiceDate: issueDate,
    accountingDate: postingDate,
    ...(dueDate && { dueDate }),
    description: [
      `case ${caseId}`,
      ...(paymentBlock ? [`payment blocked: ${paymentBlock}`] : []),
      ...(payNotBefore ? [`not to be paid before ${payNotBefore}`] : []),
    ].join(', '),
    lines: lines.map(lineOf),
    expected: { untaxed: totals.net, tax: totals.tax, total: totals.gross, payable: totals.payable },
    taxDifferenceLimit,
    ...(rounding && { rounding: { amount: rounding.amount, account: idOf(rounding.account) } }),
    ...(credits && { credits: idOf(credits) }),
    ...(advances && { advances: advances.map(({ id, amount }) => ({ id: idOf(id), amount })) }),
    paymentBlocked: paymentBlock !== undefined || payNotBefore !== undefined,
    versions: versions.map(({ kind, id, version }) => [kind, idOf(id), version]),
  };
}

/** The quantity is in the order line's unit, so the ERP is told none. */
function lineOf({
  description,
  quantity,
  unitPrice,
  net,
  vatCodes,
  orderLine,
  account,
}: PostInvoicePayload['lines'][0]) {
  return {
    description,
    quantity,
    unitPrice,
    net,
    taxes: vatCodes.map(idOf),
    ...(orderLine && { orderLine: idOf(orderLine) }),
    ...(account && { account: idOf(account) }),
  };
}

/**
 * An id of this ERP.
 * @throws ErpRefused for anything else
 */
export function idOf(id: string): number {
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new ErpRefused(`${JSON.stringify(id)} is no id of this ERP`);
}

const posted = z.object({
  id: z.int(),
  number: z.string().nullable(),
  state: z.string(),
  currency: z.string(),
  untaxed: z.string(),
  tax: z.string(),
  total: z.string(),
  amountToPay: z.string(),
  move: z.object({ balanced: z.boolean() }).nullable(),
});

/**
 * What the module read back, to be compared with the command by `deviations` (net, tax, gross, what is left to pay, number, balance).
 * @throws ErpUnknown if it can't be read: the document may be posted
 */
export function erpDocument(read: unknown): ErpDocument {
  const parsed = posted.safeParse(read);
  if (!parsed.success) throw new ErpUnknown(`post_invoice answered ${z.prettifyError(parsed.error)}`);
  const { id, number, state, currency, untaxed, tax, total, amountToPay, move } = parsed.data;
  return {
    id: String(id),
    number: number ?? '',
    currency,
    net: untaxed,
    tax,
    gross: total,
    payable: amountToPay,
    state,
    balanced: move?.balanced === true,
  };
}
