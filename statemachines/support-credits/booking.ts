import type { z } from 'zod';
import { Decimal, type DecimalText, sum, toDecimalText } from '../kernel/decimal.ts';
import { plainText } from '../kernel/plain-text.ts';
import { allocate } from './amounts/allocate.ts';
import type { Chosen } from './chosen.ts';
import { type Treatment, treatmentOf } from './classify.ts';
import type { Claimed } from './credit-case.ts';
import type { CompensationEntry, CreditNote, compensationEntry, creditNote } from './post-credit-payload.ts';

type Own<Payload, Input> = Omit<Input, Exclude<keyof Payload, 'as' | 'credits' | 'reason' | 'lines' | 'totals'>>;
export type Booking =
  | Own<CreditNote, z.input<typeof creditNote>>
  | Own<CompensationEntry, z.input<typeof compensationEntry>>;

/** What is booked of a net amount: a note line by line, or an entry where its treatment lies outside VAT; none without its account. */
export function bookingOf(of: Claimed, chosen: Chosen, net: Decimal): Booking | undefined {
  const treatment = treatmentOf(of.document);
  return treatment.as === 'credit-note' ? noteOf(of, chosen, net) : entryOf(of, treatment, net);
}

const text = (amount: Decimal): DecimalText => toDecimalText(amount.plus(0));

/** At the original's accounts, rates and tax point; reconciled where it clears all that is open, else it leaves itself. */
function noteOf({ document }: Claimed, { invoice, lines }: Chosen, net: Decimal): Booking {
  const parts = allocate(net, lines, document.claimed.currency);
  const tax = sum(parts.map((part) => part.tax));
  const gross = net.plus(tax);
  return {
    as: 'credit-note',
    credits: { id: invoice.id, number: invoice.number, taxPoint: invoice.date },
    lines: parts.map((part) => ({
      invoiceLine: part.line.id,
      description: plainText(`${document.reason}: ${part.line.description}`, 120),
      net: text(part.net.negated()),
      tax: text(part.tax.negated()),
    })),
    totals: {
      net: text(net.negated()),
      tax: text(tax.negated()),
      gross: text(gross.negated()),
      payable: text(gross.equals(invoice.open) ? new Decimal(0) : gross.negated()),
    },
  };
}

function entryOf(
  { facts }: Claimed,
  { reason }: Extract<Treatment, { as: 'entry' }>,
  net: Decimal,
): Booking | undefined {
  const account = facts.accounts[reason];
  if (account === undefined) return undefined;
  const amount = text(net.negated());
  return {
    as: 'entry',
    reason,
    lines: [{ account, debit: text(net) }, { credit: text(net) }],
    totals: { net: amount, tax: '0', gross: amount, payable: amount },
  };
}
