import { z } from 'zod';
import type { CreditFacts } from '../../../statemachines/support-credits/facts.ts';
import { openClaim } from '../../../statemachines/support-credits/open-claim.ts';
import type { Facets } from '../../gather/run.ts';
import { ErpRefused } from '../errors.ts';
import { GROUP_CURRENCY } from './group-currency.ts';

const id = z.int().transform(String);
const text = z.string();
const maybe = text.nullable().transform((value) => value ?? undefined);
const maybeId = id.nullable().transform((value) => value ?? undefined);
const netAndTax = z.object({ net: text, tax: text });

const answered = z.object({
  company: z.object({ id, code: text, name: text, currency: text }).nullable(),
  customer: z
    .object({
      ...{ id, code: text, name: text, active: z.boolean(), hold: z.boolean(), tier: text },
      ...{ relatedParty: z.boolean(), receivable: text, version: text },
    })
    .nullable(),
  invoices: z.array(
    z.object({
      ...{ id, number: text, customer: id, state: text, date: text, currency: text },
      ...{ net: text, tax: text, gross: text, open: text, version: text },
      lines: z.array(netAndTax.extend({ id, description: text, taxes: z.array(id), credited: netAndTax })),
    }),
  ),
  credits: z.array(
    z.object({
      ...{ id, number: text, invoice: maybeId, case: maybe, incident: maybe, agent: maybe },
      ...{ date: text, net: text, gross: text, currency: text },
    }),
  ),
  contract: z
    .object({
      ...{ id, code: text, customer: id, service: text, monthlyFee: text, currency: text },
      ...{ validFrom: text, validTo: maybe, cap: text, version: text },
      terms: z.array(z.object({ below: text, credit: text })),
    })
    .nullable(),
  periods: z.array(z.object({ id, start: text, end: text, state: text, version: text })),
  accounts: z.object({ compensation: maybeId.optional(), goodwill: maybeId.optional() }),
  rates: z.array(z.object({ currency: text, date: text, rate: text })),
  acts: z.array(z.object({ duty: text, by: text, at: maybe, to: text })),
});

/**
 * The module's `credit_facts` as facts `customer-credit`, still to be parsed by their schema. Facets of other cases that
 * are not resolved are left out: they name no customer.
 * @throws ErpRefused if the answer has another shape than agreed
 */
export function creditFactsFrom(read: unknown, inFlight: readonly Facets[], readAt: Date = new Date()): unknown {
  const parsed = answered.safeParse(read);
  if (!parsed.success) {
    const words = z.prettifyError(parsed.error);
    throw new ErpRefused(`credit_facts answered ${words}; bring module and adapter to the same version`);
  }
  const { company, customer, invoices, credits, contract, periods, accounts, rates, acts } = parsed.data;
  const facts: Record<keyof CreditFacts, unknown> = {
    schema: 1,
    readAt: readAt.toISOString(),
    groupCurrency: GROUP_CURRENCY,
    company,
    customer: customer && withoutVersion(customer),
    invoices: invoices.map(withoutVersion),
    credits: credits.map(({ case: caseId, ...credit }) => ({ ...credit, caseId })),
    contract: contract && contractFrom(contract),
    periods: periods.map(({ id, start, end, state }) => ({ id, start, end, open: state === 'open' })),
    accounts,
    rates,
    inFlight: inFlight.flatMap((facets) => openClaim.safeParse(facets).data ?? []),
    acts: acts.map(({ by, ...act }) => ({ ...act, by: `erp:${by}` })),
    versions: [
      ...invoices.map(versionOf('customer-document')),
      ...periods.map(versionOf('period')),
      ...(customer ? [versionOf('party')(customer)] : []),
      ...(contract ? [versionOf('service-contract')(contract)] : []),
    ],
  };
  return JSON.parse(JSON.stringify(facts, (_, value) => value ?? undefined));
}

function contractFrom({ validTo, version: _, ...contract }: NonNullable<z.infer<typeof answered>['contract']>) {
  return { ...contract, validUntil: validTo };
}

function withoutVersion<T extends { readonly version: string }>({ version: _, ...same }: T) {
  return same;
}

const versionOf =
  (kind: string) =>
  ({ id, version }: { readonly id: string; readonly version: string }) => ({ kind, id, version });
