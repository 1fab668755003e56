import { readFileSync } from 'node:fs';

/** One generated invoice, and what the stub ERP and the ledger know it by. */
export interface BenchInvoice {
  /** BT-1. */
  readonly reference: string;
  readonly raw: Buffer;
}

const TEMPLATE = new URL('../samples/invoices/01-clean-match/invoice.xml', import.meta.url);
const ORDER = /^PO-BENCH-([1-9]\d*)$/;
/** Beyond it the amount would leave the agent's authority in `local/authority/sample.ts`. */
export const MOST_INVOICES = 1_000;

/** Prices in cents, as in the template. */
export const PAPER_CENTS = 1_850;
export const TONER = { boxes: 10, cents: 6_400 } as const;

/** How many boxes of paper were ordered and received under an order's number; undefined if it is none of the bench. */
export function paperBoxesOf(order: string): number | undefined {
  const boxes = ORDER.exec(order)?.[1];
  return boxes === undefined ? undefined : Number(boxes);
}

/**
 * The `nth` invoice of a series: the sample of a clean match with its own number, order and amount, so that no two look
 * alike; dated today. `nth` is 1 to `MOST_INVOICES`.
 */
export function benchInvoice(series: string, nth: number, now = new Date()): BenchInvoice {
  if (!Number.isInteger(nth) || nth < 1 || nth > MOST_INVOICES)
    throw new RangeError(`invoice ${nth} of ${series}: there are 1 to ${MOST_INVOICES}`);
  const reference = `${series}-${nth}`;
  const paper = nth * PAPER_CENTS;
  const net = paper + TONER.boxes * TONER.cents;
  const tax = net / 5;
  const changes: readonly (readonly [from: string, to: string])[] = [
    ['PL-2026-1101', reference],
    ['PO-2026-0001', `PO-BENCH-${nth}`],
    ['>2026-11-16<', `>${dayOf(now, 0)}<`],
    ['>2026-12-16<', `>${dayOf(now, 30)}<`],
    ['>2026-11-12<', `>${dayOf(now, -4)}<`],
    ['unitCode="C62">40<', `unitCode="C62">${nth}<`],
    ['>740.00<', `>${money(paper)}<`],
    ['>1380.00<', `>${money(net)}<`],
    ['>276.00<', `>${money(tax)}<`],
    ['>1656.00<', `>${money(net + tax)}<`],
  ];
  const xml = changes.reduce((text, [from, to]) => replaced(text, from, to), readFileSync(TEMPLATE, 'utf8'));
  return { reference, raw: Buffer.from(xml) };
}

/** `count` invoices of a series, from the `first`. */
export function benchInvoices(series: string, first: number, count: number): BenchInvoice[] {
  return Array.from({ length: count }, (_, index) => benchInvoice(series, first + index));
}

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from))
    throw new Error(`the sample 01-clean-match has no ${from} any more: mend bench/invoices.ts`);
  return text.replaceAll(from, to);
}

const money = (cents: number) => (cents / 100).toFixed(2);

/** UTC. */
const dayOf = (now: Date, later: number) => new Date(now.getTime() + later * 86_400_000).toISOString().slice(0, 10);
