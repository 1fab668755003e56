import type { InvoiceFacts } from '../../../statemachines/invoice-processing/facts.ts';
import { openCase } from '../../../statemachines/invoice-processing/open-case.ts';
import type { Facets } from '../../gather/run.ts';
import { ErpRefused } from '../errors.ts';
import { GROUP_CURRENCY } from './group-currency.ts';
import { type InvoiceFactsAnswer, invoiceFactsAnswer } from './invoice-facts-answer.ts';

/** States of a purchase in which Tryton lets it be invoiced. */
const BILLABLE: ReadonlySet<string> = new Set(['confirmed', 'processing', 'done']);
const POSTED: ReadonlySet<string> = new Set(['posted', 'paid']);
/** How `post-invoice.ts` names the case in a document's description. */
const CASE = /^case ([a-z][a-z0-9-]+-[0-9a-f]{32})\b/;
const SCOPES = { goods: 'goods', services: 'services' } as const;

/**
 * The module's `invoice_facts` as facts of the workflow, still to be parsed by its schema. Facets of other cases that
 * are not resolved are left out: they name no vendor.
 * @throws ErpRefused if the answer has another shape than agreed
 */
export function invoiceFactsFrom(read: unknown, inFlight: readonly Facets[], readAt: Date = new Date()): unknown {
  const parsed = invoiceFactsAnswer.safeParse(read);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unexpected'}`;
    throw new ErpRefused(`invoice_facts answered ${where}; bring module and adapter to the same version`);
  }
  const { data } = parsed;
  const facts: Record<keyof InvoiceFacts, unknown> = {
    schema: 1,
    readAt: readAt.toISOString(),
    groupCurrency: GROUP_CURRENCY,
    companies: data.companies.map(({ vat, code, ...company }) => ({
      ...company,
      code: code ?? vat ?? company.id,
      vatId: vat,
    })),
    vendors: data.vendors.map(vendorFrom),
    orders: data.orders.map(orderFrom),
    invoices: data.invoices.map(invoiceFrom),
    advances: data.advances.map(({ version: _, ...advance }) => advance),
    inFlight: inFlight.flatMap((facets) => openCase.safeParse(facets).data ?? []),
    periods: data.periods.map(({ id, start, end, state }) => ({ id, start, end, open: state === 'open' })),
    vatCodes: data.taxes.map(({ scope, ...tax }) => ({
      ...tax,
      categories: tax.categories.map((category) => category.trim()),
      scope: SCOPES[scope as keyof typeof SCOPES] ?? 'any',
    })),
    accounts: { expense: data.roles?.defaultExpense, rounding: data.roles?.rounding, expenses: data.accounts },
    rates: data.rates,
    acts: data.acts.map(({ by, register, ...act }) => ({ ...act, by: register ? by : `erp:${by}` })),
    versions: [
      ...data.vendors.map(({ id, version }) => ({ kind: 'vendor', id, version })),
      ...data.orders.map(({ id, version }) => ({ kind: 'order', id, version })),
      ...data.advances.map(({ id, version }) => ({ kind: 'advance', id, version })),
      ...data.periods.map(({ id, version }) => ({ kind: 'period', id, version })),
    ],
  };
  return defined(facts);
}

function vendorFrom({ vat, version: _, assignments, ...vendor }: InvoiceFactsAnswer['vendors'][number]) {
  return {
    ...vendor,
    vatId: vat,
    assignments: assignments.map(({ payee, account, validFrom, validTo }) => ({
      payee: { name: payee.name, vatId: payee.vat },
      account,
      from: validFrom,
      to: validTo,
    })),
  };
}

function orderFrom({ version: _, lines, ...order }: InvoiceFactsAnswer['orders'][number]) {
  return {
    ...order,
    billable: BILLABLE.has(order.state),
    lines: lines.map(({ product, unit, taxes, account, description, ...line }) => ({
      ...line,
      description: description || product?.name || `Line ${line.number}`,
      product: product ? { code: product.code, gtin: product.gtin, supplierCode: product.supplierCode } : undefined,
      category: product && product.type !== 'service' ? 'goods' : 'services',
      asset: product?.type === 'assets',
      unit: unit?.code,
      vatCodes: taxes,
      account: account?.id,
    })),
  };
}

function invoiceFrom(invoice: InvoiceFactsAnswer['invoices'][number]) {
  const { kind, state, reference, description, untaxed, tax, total, credited, lines, ...same } = invoice;
  return {
    ...same,
    reference: reference ?? '',
    caseId: caseNamedIn(description),
    class: kind,
    posted: POSTED.has(state),
    net: untaxed,
    tax,
    gross: total,
    credited: { net: credited.untaxed, tax: credited.tax, gross: credited.total },
    lines: lines.map(({ taxes, ...line }) => ({ ...line, vatCodes: taxes })),
  };
}

/** The case that a document's description begins with, if it is one of ours. */
export function caseNamedIn(description: string | undefined): string | undefined {
  return description?.match(CASE)?.[1];
}

/** Without members that are undefined: facts are kept as canonical JSON. */
function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
