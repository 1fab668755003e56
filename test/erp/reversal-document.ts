import type { readPosted } from './clean-invoice.ts';

/** A document for `reverse_invoice` that takes back the whole of what was posted under the key; `changes` replace its parts. */
export function reversalDocument(key: string, posted: ReturnType<typeof readPosted>, changes: object = {}) {
  return {
    company: posted['company'],
    reverses: { document: posted.id, key, number: posted.number },
    currency: posted['currency'],
    postingDate: '2026-11-24',
    description: `case effect-reversal-${'0'.repeat(32)}, reverses ${posted.number}: billed twice`,
    expected: { untaxed: negated(posted.untaxed), tax: negated(posted.tax), total: negated(posted.total) },
    ...changes,
  };
}

/** Decimal text with the other sign. */
export function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
