import { z } from 'zod';
import type { RequisitionFacts } from '../../../statemachines/procurement-approvals/facts.ts';
import { openRequisition } from '../../../statemachines/procurement-approvals/open-requisition.ts';
import type { Facets } from '../../gather/run.ts';
import { ErpRefused } from '../errors.ts';

/** The currency that the ERP's rates are counted from. */
const GROUP_CURRENCY = 'EUR';

const id = z.int().transform(String);
const text = z.string();
const maybe = text.nullish().transform((value) => value ?? undefined);
const version = text.min(1);

const budget = z.object({
  ...{ id, name: text, currency: text, start: text, end: text, budgeted: text, actual: text, committed: text },
  byCase: z.array(z.object({ caseId: text, amount: text })),
});

const vendor = z.object({
  ...{ id, code: text, name: text, active: z.boolean(), hold: z.boolean(), relatedParty: z.boolean(), version },
  group: z.array(id),
  categories: z.array(text),
  certificates: z.array(z.object({ kind: text, validUntil: text })),
  openOrders: z.int(),
});

const product = z.object({
  ...{ id, code: text, name: text, type: text },
  unit: z.object({ code: maybe, symbol: text }).nullable(),
});

const price = z.object({ product: id, vendor: id, order: id, date: text, unitPrice: text, currency: text });

const agreement = z.object({
  ...{ id, vendor: id, product: id, unitPrice: text, currency: text, validFrom: text, validUntil: maybe },
});

const order = z.object({
  ...{
    id,
    number: text,
    caseId: maybe,
    requester: maybe,
    vendor: id,
    date: text,
    net: text,
    currency: text,
    state: text,
  },
  costCentre: id.nullish().transform((value) => value ?? undefined),
});

const answer = z.object({
  company: z.object({ id, code: text, name: text, currency: text }).nullable(),
  costCentre: z.object({ id, code: text, name: text, active: z.boolean(), version }).nullable(),
  ...{ budgets: z.array(budget), vendors: z.array(vendor), products: z.array(product), prices: z.array(price) },
  ...{ agreements: z.array(agreement), orders: z.array(order) },
  taxes: z.array(z.object({ id, code: text, rate: text, recoverable: text, selfAssessed: z.boolean() })),
  expenses: z.array(z.object({ id, code: maybe, name: text })),
  rates: z.array(z.object({ currency: text, date: text, rate: text })),
  acts: z.array(z.object({ duty: text, by: text, at: maybe, to: text })),
});

/**
 * The module's `requisition_facts` as facts of the workflow, still to be parsed by its schema. Facets of other cases that are not
 * resolved are left out: they draw on no budget yet.
 * @throws ErpRefused if the answer has another shape than agreed
 */
export function requisitionFactsFrom(read: unknown, inFlight: readonly Facets[], readAt: Date = new Date()): unknown {
  const parsed = answer.safeParse(read);
  if (!parsed.success) {
    throw new ErpRefused(
      `requisition_facts answered ${z.prettifyError(parsed.error)}; bring module and adapter to the same version`,
    );
  }
  const { company, costCentre, vendors, products, expenses, acts, ...same } = parsed.data;
  const facts: Record<keyof RequisitionFacts, unknown> = {
    schema: 1,
    readAt: readAt.toISOString(),
    groupCurrency: GROUP_CURRENCY,
    ...same,
    company: company ?? undefined,
    costCentre: costCentre ? withoutVersion(costCentre) : undefined,
    vendors: vendors.map(({ openOrders, ...each }) => ({ ...withoutVersion(each), openOrders: { count: openOrders } })),
    products: products.map(({ type, unit, ...each }) => ({
      ...each,
      unit: unit?.code ?? unit?.symbol,
      category: type === 'service' ? 'services' : 'goods',
    })),
    expenses: expenses.filter(({ code }) => code),
    inFlight: inFlight.flatMap((facets) => openRequisition.safeParse(facets).data ?? []),
    acts: acts.map(({ by, ...each }) => ({ ...each, by: `erp:${by}` })),
    versions: [
      ...vendors.map((each) => ({ kind: 'vendor', id: each.id, version: each.version })),
      ...(costCentre ? [{ kind: 'cost-centre', id: costCentre.id, version: costCentre.version }] : []),
    ],
  };
  return JSON.parse(JSON.stringify(facts));
}

function withoutVersion<T extends { readonly version: string }>({ version: _, ...rest }: T): Omit<T, 'version'> {
  return rest;
}
