import { z } from 'zod';

const id = z.int().transform(String);
const text = z.string();
const maybe = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const maybeId = z
  .int()
  .nullish()
  .transform((value) => (value == null ? undefined : String(value)));
const identifiers = z.array(z.object({ scheme: maybe, id: text }));

const company = z.object({ id, code: maybe, name: text, country: maybe, currency: text, vat: maybe, identifiers });

const vendor = z.object({
  id,
  code: maybe,
  name: text,
  active: z.boolean(),
  country: maybe,
  vat: maybe,
  identifiers,
  accounts: z.array(z.object({ number: text, active: z.boolean(), since: text })),
  phones: z.array(z.object({ id, number: text, unchangedSince: text })),
  hold: z.boolean(),
  oneTime: z.boolean(),
  relatedParty: z.boolean(),
  legalSettlement: z.boolean(),
  group: z.array(id),
  assignments: z.array(
    z.object({ payee: z.object({ name: text, vat: maybe }), account: text, validFrom: maybe, validTo: maybe }),
  ),
  version: text,
});

const orderLine = z.object({
  id,
  number: text,
  description: text.nullish(),
  product: z.object({ code: maybe, name: text, gtin: maybe, supplierCode: maybe, type: text }).nullable(),
  unit: z.object({ code: maybe }).nullable(),
  ordered: text,
  received: maybe,
  invoiced: text,
  unitPrice: text,
  taxes: z.array(id),
  account: z.object({ id }).nullable(),
});

const order = z.object({
  id,
  number: text,
  company: id,
  vendor: id,
  state: text,
  currency: text,
  lines: z.array(orderLine),
  version: text,
});

const amounts = z.object({ untaxed: text, tax: text, total: text });

const invoice = z.object({
  id,
  number: maybe,
  reference: maybe,
  description: maybe,
  kind: z.enum(['debit', 'credit']),
  state: text,
  company: id,
  vendor: id,
  currency: text,
  date: maybe,
  ...amounts.shape,
  credited: amounts,
  lines: z.array(z.object({ quantity: text, net: text, orderLine: maybeId, taxes: z.array(id) })),
});

/** `register`: `by` is no login of the ERP, but a name of the register of people. */
const act = z.object({ duty: text, by: text, at: maybe, to: text, register: z.boolean().optional() });
const advance = z.object({
  id,
  number: text,
  reference: maybe,
  company: id,
  vendor: id,
  order: maybeId,
  currency: text,
  date: text,
  amount: text,
  open: text,
  version: text,
});

/** What the module's `invoice_facts` answers, as far as it is used (erp/tryton-module/README.md). */
export const invoiceFactsAnswer = z.object({
  companies: z.array(company),
  vendors: z.array(vendor),
  orders: z.array(order),
  invoices: z.array(invoice),
  advances: z.array(advance),
  periods: z.array(z.object({ id, start: text, end: text, state: text, version: text })),
  taxes: z.array(
    z.object({
      id,
      code: text,
      rate: text,
      categories: z.array(text),
      scope: maybe,
      selfAssessed: z.boolean(),
    }),
  ),
  accounts: z.array(z.object({ id, code: maybe, name: text })),
  roles: z.object({ defaultExpense: maybeId, rounding: maybeId }).nullable(),
  rates: z.array(z.object({ currency: text, date: text, rate: text })),
  acts: z.array(act),
});
export type InvoiceFactsAnswer = z.infer<typeof invoiceFactsAnswer>;
