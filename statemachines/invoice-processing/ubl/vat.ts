import type { DecimalText } from '../../kernel/decimal.ts';
import { invalid } from './invalid.ts';
import { all, decimal, text } from './read.ts';
import type { XmlElement } from './xml.ts';

export interface ReadVat {
  category: string;
  rate?: DecimalText;
}

/** Whether a TaxCategory or PartyTaxScheme is about VAT; the scheme is VAT where it isn't said. */
export function isVat(of: XmlElement): boolean {
  return (text(of, 'cac:TaxScheme', 'cbc:ID') ?? 'VAT').toUpperCase() === 'VAT';
}

/** The one VAT category and rate under `of`, `undefined` if none. A category without code reads as ''. */
export function readVat(of: XmlElement, name: 'cac:TaxCategory' | 'cac:ClassifiedTaxCategory'): ReadVat | undefined {
  const [category, second] = all(of, name).filter(isVat);
  if (second) throw invalid(second.path, 'is a second VAT category', 'give one VAT category');
  if (!category) return undefined;
  const rate = decimal(category, 'cbc:Percent');
  return { category: text(category, 'cbc:ID') ?? '', ...(rate !== undefined && { rate }) };
}
