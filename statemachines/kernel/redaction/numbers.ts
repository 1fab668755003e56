import cards from 'card-validator';
import { countrySpecs, isValidIBAN } from 'ibantools';
import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js';
import { compact } from '../normalise.ts';
import type { PersonalSpan } from './span.ts';

const IBAN_BEGINS = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?=[ .-]?[A-Z0-9])/giu;

/** Accounts whose check digits are right (ISO 13616), printed in groups or not. */
export function accountsIn(text: string): PersonalSpan[] {
  return [...text.matchAll(IBAN_BEGINS)].flatMap(({ index }) => {
    const length = countrySpecs[text.slice(index, index + 2).toUpperCase()]?.chars;
    if (length === null || length === undefined) return [];
    const end = endOf(text, index, length);
    if (end === undefined || /[\p{L}\p{N}]/u.test(text[end] ?? ' ')) return [];
    const same = compact(text.slice(index, end));
    return isValidIBAN(same) ? [{ kind: 'account' as const, from: index, to: end, same }] : [];
  });
}

/** Where so many letters and digits end, of which at most two separators part two; `undefined` if they don't follow. */
function endOf(text: string, from: number, characters: number): number | undefined {
  let left = characters;
  for (let at = from, gap = 0; at < text.length; at += 1) {
    if (/[A-Z0-9]/i.test(text[at] ?? '')) {
      left -= 1;
      gap = 0;
      if (left === 0) return at + 1;
    } else if (!/[\s.-]/.test(text[at] ?? '') || gap++ === 2) return undefined;
  }
  return undefined;
}

const DIGITS = /(?<![\p{L}\p{N}])\d(?:[\s./·-]{0,2}\d){12,}(?![\p{L}\p{N}])/gu;

/** No card has more. */
const MOST_DIGITS = 19;

interface Group {
  readonly at: number;
  readonly digits: string;
}

/** Payment cards: a known issuer’s prefix and length, and the check digit of Luhn (ISO/IEC 7812). */
export function cardsIn(text: string): PersonalSpan[] {
  return [...text.matchAll(DIGITS)].flatMap(({ index, 0: run }) => {
    const groups = [...run.matchAll(/\d+/g)].map(({ index: at, 0: digits }): Group => ({ at: index + at, digits }));
    return groups.flatMap((_, first) => cardFrom(groups.slice(first, first + MOST_DIGITS)) ?? []);
  });
}

/** The card that the first of the groups begins. */
function cardFrom(groups: readonly Group[]): PersonalSpan | undefined {
  let same = '';
  for (const { at, digits } of groups) {
    same += digits;
    if (same.length > MOST_DIGITS) return undefined;
    if (same.length > 12 && cards.number(same).isValid)
      return { kind: 'card', from: groups[0]?.at ?? at, to: at + digits.length, same };
  }
  return undefined;
}

/** What stands before a number that is no telephone's. */
const REFERENCE =
  /(?:order|orders|bestell\p{L}*|auftrag\p{L}*|commandes?|invoices?|rechnung\p{L}*|factures?|tickets?|case|ref\p{L}*|r[ée]f[ée]rences?|kunden\p{L}*|customer|client|contra[ct]ts?|contrat|vertrag\p{L}*|serial|s[ée]rie|seri\p{L}*|tracking|colis|paket\p{L}*|sendung\p{L}*|po|sku|article|artikel\p{L}*|incident|siret|siren|version|id)[\s:.]*(?:numbers?|num[ée]ro|nummer|no|nr|n[°º]|id)?[\s:.#°º-]*$/iu;
const DATE = /^(?:(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2})(?!\d)/;
/** Whatever carries a country's sign, valid there or not. */
const ABROAD = /(?<![\p{L}\p{N}])(?:\+|00(?=[1-9]))\d(?:[\s()/.-]{0,3}\d){6,14}(?![\p{L}\p{N}])/gu;
/** Where our customers are; a national number begins with 0 in all of them. */
const COUNTRIES: readonly CountryCode[] = ['FR', 'DE', 'GB'];

/** Telephone numbers as people print them where our customers are, or with a country's sign; no order numbers, no dates. */
export function phonesIn(text: string): PersonalSpan[] {
  const local = COUNTRIES.flatMap((country) =>
    findPhoneNumbersInText(text, country).map(({ startsAt, endsAt, number }) => ({
      ...{ kind: 'phone' as const, from: startsAt, to: endsAt, same: String(number.number) },
    })),
  );
  const abroad = [...text.matchAll(ABROAD)].map(({ index, 0: found }) => ({
    ...{ kind: 'phone' as const, from: index, to: index + found.length },
    same: `+${found.replace('(0)', '').replace(/\D/g, '').replace(/^00/, '')}`,
  }));
  return [...abroad, ...local].filter(({ from, to }) => {
    const found = text.slice(from, to);
    if (found.startsWith('+')) return true;
    const said = REFERENCE.test(text.slice(Math.max(0, from - 40), from)) || DATE.test(found);
    return /^\(?0/.test(found) && !said;
  });
}
