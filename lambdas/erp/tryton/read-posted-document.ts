import { z } from 'zod';
import type { PostedDocumentFacts } from '../../../statemachines/effect-reversal/facts.ts';
import { ErpRefused } from '../errors.ts';
import { caseNamedIn } from './read-invoice-facts.ts';

const id = z.int().transform(String);
const text = z.string();
const maybe = text.nullable().transform((value) => value ?? undefined);

const answered = z.object({
  company: z.object({ id, code: text, name: text, currency: text }).nullable(),
  document: z
    .object({
      ...{ id, number: text, key: maybe, state: text, description: maybe, kind: z.enum(['debit', 'credit']) },
      ...{ currency: text, untaxed: text, tax: text, total: text, amountToPay: text, date: text, version: text },
      vendor: z.object({ id, code: maybe, name: text }),
      ...{ advancesApplied: z.boolean(), cancelled: z.boolean(), paymentBlocked: z.boolean() },
      creditedBy: z.array(z.object({ id, number: text })),
    })
    .nullable(),
  periods: z.array(z.object({ id, start: text, end: text, state: text, version: text })),
  acts: z.array(z.object({ duty: text, by: text, at: maybe, to: text })),
});
type Answered = z.infer<typeof answered>;

/** The query of facts `posted-document` as the module takes it; an id that is none of this ERP finds no document. */
export function postedDocumentQuery({ document, ...query }: Readonly<Record<string, unknown>>): unknown {
  return { ...query, document: /^[1-9]\d{0,14}$/.test(String(document)) ? Number(document) : null };
}

/**
 * The module's `posted_document` as facts `posted-document`, still to be parsed by their schema.
 * @throws ErpRefused if the answer has another shape than agreed
 */
export function postedDocumentFrom(read: unknown, readAt: Date = new Date()): unknown {
  const parsed = answered.safeParse(read);
  if (!parsed.success) {
    const words = z.prettifyError(parsed.error);
    throw new ErpRefused(`posted_document answered ${words}; bring module and adapter to the same version`);
  }
  const { company, document, periods, acts } = parsed.data;
  const facts: Record<keyof PostedDocumentFacts, unknown> = {
    schema: 1,
    readAt: readAt.toISOString(),
    company,
    document: document && documentFrom(document),
    periods: periods.map(({ id, start, end, state }) => ({ id, start, end, open: state === 'open' })),
    acts: acts.map(({ by, ...act }) => ({ ...act, by: `erp:${by}` })),
    versions: [
      ...(document ? [{ kind: 'vendor-document', id: document.id, version: document.version }] : []),
      ...periods.map(({ id, version }) => ({ kind: 'period', id, version })),
    ],
  };
  return JSON.parse(JSON.stringify(facts, (_, value) => value ?? undefined));
}

function documentFrom(document: NonNullable<Answered['document']>) {
  const { description, untaxed, tax, total, amountToPay, version: _, ...same } = document;
  return { ...same, caseId: caseNamedIn(description), net: untaxed, tax, gross: total, payable: amountToPay };
}
