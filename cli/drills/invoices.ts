import { readFileSync } from 'node:fs';

const TEMPLATE = new URL('../../samples/invoices/24-instructions-in-a-note/invoice.xml', import.meta.url);
const SPARE_ORDERS = 11;

/**
 * Clean invoices of the sample vendor for some boxes of paper, each for another of the spare orders PO-2026-0101 to
 * 0111, so that the agent may post them alone. A spare order has ten boxes: after many drills these are used up, and
 * `npm start` begins anew.
 * @param run makes the numbers of one run its own
 * @param boxes of each; another number for each drill, since the same amount for the same order is a suspected duplicate
 */
export function spareInvoices(
  run: string,
  count: number,
  boxes: number,
  random: () => number = Math.random,
): Uint8Array[] {
  const first = Math.floor(random() * SPARE_ORDERS);
  return Array.from({ length: count }, (_, index) =>
    spareInvoice(`${run}-${index + 1}`, `PO-2026-0${101 + ((first + index) % SPARE_ORDERS)}`, boxes),
  );
}

function spareInvoice(number: string, order: string, boxes: number): Uint8Array {
  const changes: readonly (readonly [from: RegExp, to: string])[] = [
    [/<cbc:Note>[^<]*<\/cbc:Note>\s*/g, ''],
    [/<cbc:ID>[^<]+<\/cbc:ID>/, `<cbc:ID>${number}</cbc:ID>`],
    [/PO-2026-0112/g, order],
    [/(<cbc:InvoicedQuantity[^>]*>)10</, `$1${boxes}<`],
  ];
  const text = changes.reduce((made, [from, to]) => made.replace(from, to), readFileSync(TEMPLATE, 'utf8'));
  return Buffer.from(text.replace(/\b(222|185|37)\.00\b/g, (_, forTen) => money((Number(forTen) * 100 * boxes) / 10)));
}

const money = (cents: number) => (cents / 100).toFixed(2);
