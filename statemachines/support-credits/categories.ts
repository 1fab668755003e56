import { treatmentOf } from './classify.ts';
import type { Claimed } from './credit-case.ts';

/** Rows of the delegation of authority for credits, the most sensitive first. */
export const CREDIT_CATEGORIES = [
  'credit-related-party',
  'compensation',
  'goodwill',
  'credit-strategic',
  'credit',
] as const;
export type CreditCategory = (typeof CREDIT_CATEGORIES)[number];

/** By the relation to the customer, then by how the credit is treated, then by the customer’s tier. */
export function categoryOf({ document, facts: { customer } }: Claimed): CreditCategory {
  if (customer?.relatedParty === true) return 'credit-related-party';
  const treatment = treatmentOf(document);
  if (treatment.as === 'entry') return treatment.reason;
  return customer?.tier === 'strategic' ? 'credit-strategic' : 'credit';
}
