import { z } from 'zod';
import type { ErpRole, RunningErp } from '../../erp/start.ts';
import { type TrytonClient, tryton } from '../../lambdas/erp/tryton/client.ts';

/** Clients of a running ERP, one per service user. */
export function clientsOf(erp: RunningErp): Record<ErpRole, TrytonClient> {
  const as = (role: ErpRole) => tryton({ url: erp.url, database: erp.database, ...erp.users[role], timeoutMs: 60_000 });
  return {
    ...{ reader: as('reader'), invoice: as('invoice'), steward: as('steward') },
    ...{ buyer: as('buyer'), credit: as('credit'), purchase: as('purchase') },
  };
}

/** A document for `post_invoice` that bills the ten boxes of a spare order, 185.00 + 37.00; `changes` replace its parts. */
export function cleanInvoice(erp: RunningErp, order: string, changes: object = {}) {
  const { masters } = erp;
  return {
    company: masters.companies['MFR'],
    vendor: masters.vendors['V-1001'],
    reference: `TEST-${order}`,
    currency: 'EUR',
    invoiceDate: '2026-11-20',
    accountingDate: '2026-11-20',
    lines: [
      {
        description: 'A4 paper',
        quantity: '10',
        unitPrice: '18.50',
        net: '185.00',
        taxes: [masters.taxes['FR-S20-G']],
        orderLine: masters.orders[order]?.lines[0],
      },
    ],
    expected: { untaxed: '185.00', tax: '37.00', total: '222.00' },
    ...changes,
  };
}

const money = z.string();
const postedSchema = z.looseObject({
  replayed: z.boolean(),
  id: z.int(),
  number: z.string(),
  state: z.string(),
  kind: z.enum(['debit', 'credit']),
  untaxed: money,
  tax: money,
  total: money,
  rounding: money,
  payable: money,
  paymentBlocked: z.boolean(),
  taxes: z.array(z.looseObject({ code: z.string(), amount: money })),
  move: z.looseObject({
    balanced: z.boolean(),
    debit: money,
    credit: money,
    lines: z.array(z.looseObject({ account: z.string(), debit: money, credit: money, blocked: z.boolean() })),
  }),
});

/** What `post_invoice` answered. */
export function readPosted(answer: unknown): z.infer<typeof postedSchema> {
  return postedSchema.parse(answer);
}
