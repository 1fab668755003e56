import { z } from 'zod';
import {
  type PlaceOrderPayload,
  placeOrderPayload,
} from '../../../statemachines/procurement-approvals/place-order-payload.ts';
import { ErpRefused, ErpUnknown } from '../errors.ts';
import type { ErpOrder } from '../port.ts';
import { idOf } from './post-invoice.ts';

/**
 * The payload of `place-order` as the document of the module's `place_order` (erp/tryton-module/README.md).
 * @throws ErpRefused if the payload is none, before anything is sent
 */
export function orderOf(payload: unknown): Readonly<Record<string, unknown>> {
  const parsed = placeOrderPayload.safeParse(payload);
  if (!parsed.success) throw new ErpRefused(`place-order: ${z.prettifyError(parsed.error)}`);
  const { caseId, company, vendor, costCentre, lines, totals, budgets, versions, schema: _, ...same } = parsed.data;
  return {
    ...same,
    case: caseId,
    ...{ company: idOf(company), vendor: idOf(vendor), costCentre: idOf(costCentre) },
    lines: lines.map(lineOf),
    expected: { untaxed: totals.net, tax: totals.tax, total: totals.gross },
    budgets: budgets.map(({ id, ...most }) => ({ id: idOf(id), ...most })),
    versions: versions.map(({ kind, id, version }) => [kind, idOf(id), version]),
  };
}

function lineOf({ product, account, taxes, unit, ...same }: PlaceOrderPayload['lines'][number]) {
  return {
    ...same,
    ...(unit !== undefined && { unit }),
    ...(product !== undefined && { product: idOf(product) }),
    ...(account !== undefined && { account: idOf(account) }),
    taxes: taxes.map(idOf),
  };
}

const placed = z.object({
  id: z.int(),
  number: z.string().nullable(),
  state: z.string(),
  currency: z.string(),
  untaxed: z.string(),
  tax: z.string(),
  total: z.string(),
  lines: z.array(z.unknown()),
});

/**
 * What the module read back, to be compared with the command by `deviations`.
 * @throws ErpUnknown if it can't be read: the order may be placed
 */
export function erpOrder(read: unknown): ErpOrder {
  const parsed = placed.safeParse(read);
  if (!parsed.success) throw new ErpUnknown(`place_order answered ${z.prettifyError(parsed.error)}`);
  const { id, number, state, currency, untaxed, tax, total, lines } = parsed.data;
  return {
    ...{ id: String(id), number: number ?? '', currency, state },
    ...{ net: untaxed, tax, gross: total, lines: lines.length },
  };
}
