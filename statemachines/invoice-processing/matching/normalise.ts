import { compact } from '../../kernel/normalise.ts';

/**
 * An invoice number (BT-1) without what does not make another number: case, spaces, punctuation, leading zeros.
 * `FA-2026/0042` and `fa20260042` are one, `FA-0042` and `FA42` too.
 */
export function normaliseNumber(number: string): string {
  const text = compact(number).replace(/(^|\p{L})0+(?=\p{N})/gu, '$1');
  return text === '' ? number.trim() : text;
}

/** As {@link normaliseNumber}, and leading zeros count in no group of digits: `FA-2026-0042` and `FA 2026-42` are one. */
export function groupedNumber(number: string): string {
  const groups =
    number
      .normalize('NFKC')
      .toUpperCase()
      .match(/\p{L}+|\p{N}+/gu) ?? [];
  const trimmed = groups.map((group) => group.replace(/^0+(?=\p{N})/u, ''));
  return trimmed.join('.') || number.trim();
}

/** Would a person read both as the same invoice number? Symmetric. */
export function sameNumber(one: string, other: string): boolean {
  return normaliseNumber(one) === normaliseNumber(other) || groupedNumber(one) === groupedNumber(other);
}
