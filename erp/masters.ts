import { z } from 'zod';

const id = z.int().positive();
const ids = z.record(z.string(), id);

const mastersSchema = z.strictObject({
  companies: ids,
  currencies: ids,
  vendors: ids,
  products: ids,
  taxes: ids,
  accounts: z.record(z.string(), ids),
  orders: z.record(z.string(), z.strictObject({ id, lines: z.array(id) })),
  invoices: z.record(
    z.string(),
    z.strictObject({
      id,
      number: z.string(),
      untaxed: z.string(),
      tax: z.string(),
      total: z.string(),
      currency: z.string(),
      invoiceDate: z.string(),
    }),
  ),
  advances: z.record(z.string(), z.strictObject({ id, number: z.string() })),
  costCentres: ids,
  budgets: ids,
  users: z.record(z.string(), z.string()),
  customers: ids,
  contracts: ids,
  customerInvoices: z.record(z.string(), z.strictObject({ id, lines: z.array(id) })),
});

/** The ERP's ids by business key: `vendors['V-1001']`, `orders['PO-2026-0001']`, `invoices['V-1001/PL-2026-1042']`,
 * `advances['V-1012/FB-AC-2026-031']`, `customers['C-2001']`, `customerInvoices['INV-MFR-2026-00001']` (a draft:
 * `['C-2001/draft']`), `contracts['SC-2001']`; see MASTERS.md. */
export type Masters = z.infer<typeof mastersSchema>;

/** Parses the `masters.json` that the set-up writes beside the template database. */
export function readMasters(text: string): Masters {
  return mastersSchema.parse(JSON.parse(text));
}
