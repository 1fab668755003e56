import type { Claimed } from './credit-case.ts';
import type { CustomerInvoice, InvoiceLine } from './facts.ts';

/** The one invoice of the claim, and its lines that are to be credited. */
export interface Chosen {
  readonly invoice: CustomerInvoice;
  readonly lines: readonly InvoiceLine[];
}

/** `undefined` where there are several invoices or none, or a line that is not there: a proposal is for one invoice. */
export function chosenOf({ document, facts }: Claimed): Chosen | undefined {
  const [named, ...more] = document.invoices;
  const found = facts.invoices.filter(({ number }) => number === named?.number);
  const [invoice] = found;
  if (!named || !invoice || more.length > 0 || found.length > 1) return undefined;
  const lines = named.lines?.map((which) => lineOf(invoice, which)) ?? invoice.lines;
  const there = lines.filter((line) => line !== undefined);
  return there.length === lines.length ? { invoice, lines: [...new Set(there)] } : undefined;
}

/** By its id, else by its place from 1. */
export function lineOf({ lines }: Pick<CustomerInvoice, 'lines'>, which: string | number): InvoiceLine | undefined {
  return typeof which === 'number' ? lines[which - 1] : lines.find(({ id }) => id === which);
}
