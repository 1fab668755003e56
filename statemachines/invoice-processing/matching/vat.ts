import { Decimal } from '../../kernel/decimal.ts';
import type { CompanyFacts, EarlierInvoice, OrderLine, VatCode } from '../facts.ts';

/** Category (BT-151) and rate (BT-152) as the document writes them. */
export interface StatedVat {
  readonly category: string;
  readonly rate?: string | undefined;
}

/** Categories whose VAT the buyer declares: reverse charge, intra-community, and imports invoiced as export or outside scope. */
const BUYER_DECLARES = new Set(['AE', 'K', 'G']);
/** Categories without VAT that need no VAT code of the buyer, if it keeps none for them. */
const NO_VAT = new Set(['E', 'Z', 'O']);
export const KNOWN_CATEGORIES: ReadonlySet<string> = new Set(['S', ...BUYER_DECLARES, ...NO_VAT]);

export type VatChoice =
  | { readonly kind: 'code'; readonly code: VatCode }
  /** No VAT, and none to declare. */
  | { readonly kind: 'none' }
  /** L, M, B or unknown: nothing that the company's codes can express. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'no-code' };

interface Asked {
  readonly vat: StatedVat;
  readonly codes: readonly VatCode[];
  /** The seller is established, or registered, in another country than the company. */
  readonly foreign: boolean;
  readonly orderLine?: OrderLine | undefined;
  readonly category: 'goods' | 'services';
  /** VAT codes of the vendor's earlier invoices, newest first. */
  readonly history: readonly string[];
}

/**
 * The VAT code that a line is booked with: one that fits category and rate as written, preferring the order's own,
 * then the scope, then what the vendor's newest invoice had. The document never names a code, only a category.
 */
export function vatCodeFor({ vat, codes, foreign, orderLine, category, history }: Asked): VatChoice {
  if (!KNOWN_CATEGORIES.has(vat.category)) return { kind: 'unsupported' };
  const fitting = codes.filter((code) => fits(code, vat, foreign));
  const fromOrder = fitting.filter(({ id }) => orderLine?.vatCodes.includes(id));
  const inScope = fitting.filter(({ scope }) => scope === category || scope === 'any');
  const used = orderLine ? [] : usedBefore(fitting, history);
  const [code] = [fromOrder, used, inScope, fitting].find((choice) => choice.length > 0) ?? [];
  if (code) return { kind: 'code', code };
  return NO_VAT.has(vat.category) && !foreign ? { kind: 'none' } : { kind: 'no-code' };
}

function fits(code: VatCode, { category, rate }: StatedVat, foreign: boolean): boolean {
  if (!code.categories.includes(category)) return false;
  if (BUYER_DECLARES.has(category) || (category === 'O' && foreign)) return code.selfAssessed;
  return !code.selfAssessed && new Decimal(code.rate).equals(rate ?? '0');
}

function usedBefore(fitting: readonly VatCode[], history: readonly string[]): VatCode[] {
  const first = history.find((id) => fitting.some((code) => code.id === id));
  return fitting.filter(({ id }) => id === first);
}

/** VAT codes of posted invoices, newest first, each once. */
export function vatHistory(invoices: readonly EarlierInvoice[]): string[] {
  const newest = invoices
    .filter(({ posted }) => posted)
    .toSorted((one, other) => (other.date ?? '').localeCompare(one.date ?? ''));
  return [...new Set(newest.flatMap(({ lines }) => lines.flatMap(({ vatCodes }) => vatCodes)))];
}

/** Two letters before a VAT number; Northern Ireland (XI) is within the EU's rules for goods, Greece writes EL. */
export function vatCountry(vatId: string | undefined): string | undefined {
  const prefix = vatId?.trim().slice(0, 2).toUpperCase();
  if (!prefix || !/^[A-Z]{2}$/.test(prefix)) return undefined;
  return prefix === 'EL' ? 'GR' : prefix;
}

const EU: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI'.split(' '),
);

/** Does the seller bill from outside the company's country? By its VAT number, else by its address. */
export function isForeign(
  seller: { vatId?: string | undefined; country?: string | undefined },
  company: CompanyFacts,
): boolean {
  const home = vatCountry(company.vatId) ?? company.country;
  const from = vatCountry(seller.vatId) ?? seller.country?.toUpperCase();
  return home !== undefined && from !== undefined && home !== from;
}

/** Why a category can't be right between these two countries; none if it can. */
export function implausible(
  category: string,
  seller: { vatId?: string | undefined; country?: string | undefined },
  company: CompanyFacts,
): string | undefined {
  const foreign = isForeign(seller, company);
  if (category === 'S' && foreign) return 'VAT of this country is charged under a foreign VAT number';
  if (category === 'K') {
    if (!foreign) return 'an intra-community supply within one country';
    const [home, from] = [vatCountry(company.vatId) ?? company.country ?? '', vatCountry(seller.vatId) ?? ''];
    if (!EU.has(home) || !EU.has(from)) return 'an intra-community supply needs VAT numbers of two EU countries';
  }
  if (category === 'G' && !foreign) return 'an export within one country';
  return undefined;
}
