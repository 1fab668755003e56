import { z } from 'zod';

const amount = z.coerce.number().optional();
const text = z.string().optional().catch(undefined);

/** What the reference model reads of an invoice; whatever else it is shown, it does not look at. */
export const subject = z.object({
  kind: text,
  typeCode: text,
  issueDate: text,
  dueDate: text,
  deliveryDate: text,
  periodEnd: text,
  order: text,
  preceding: z.array(z.string()).default([]),
  paymentTerms: text,
  notes: z.array(z.string()).default([]),
  seller: z.object({ name: z.string().nullish(), country: z.string().nullish() }).default({}),
  accounts: z.number().default(0),
  totals: z
    .object({ lines: amount, allowances: amount, charges: amount, taxExclusive: amount, tax: amount })
    .extend({ taxInclusive: amount, prepaid: amount, rounding: amount, payable: amount })
    .default({}),
  lines: z
    .array(
      z.object({
        id: text,
        name: text,
        description: text,
        quantity: amount,
        price: amount,
        priceBase: amount,
        net: amount,
        orderLine: text,
        allowances: z.number().default(0),
      }),
    )
    .default([]),
  omittedLines: z.number().default(0),
});
export type Subject = z.infer<typeof subject>;

/** All free text of the sender, in lower case. */
export function wordsOf({ notes, paymentTerms, lines, seller }: Subject): string {
  const texts = [...notes, paymentTerms, seller.name, ...lines.flatMap(({ name, description }) => [name, description])];
  return texts
    .filter((held) => typeof held === 'string')
    .join('\n')
    .toLowerCase();
}
