import { readFileSync } from 'node:fs';
import { parseUbl } from '../../statemachines/invoice-processing/ubl/parse.ts';

/** The XML of one committed sample. */
export function sampleXml(slug = '01-clean-match'): string {
  return readFileSync(new URL(`../../samples/invoices/${slug}/invoice.xml`, import.meta.url), 'utf8');
}

/** The text with one thing changed; fails if it is not there, so that no test passes by changing nothing. */
export function edited(xml: string, ...changes: (readonly [from: string | RegExp, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    const after = text.replace(from, () => to);
    if (after === text) throw new Error(`nothing to change: ${from}`);
    return after;
  }, xml);
}

export const bytes = (xml: string) => new TextEncoder().encode(xml);

export const parsed = (xml: string) => parseUbl(bytes(xml));

export const cleanInvoice = () => parsed(sampleXml());
