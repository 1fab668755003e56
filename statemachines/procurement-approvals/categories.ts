/** What a line asks for, as the requester says; a closed list, so that each has its rules. */
export const LINE_CATEGORIES = [
  'office-supplies',
  'furniture',
  'it-equipment',
  'software',
  'professional-services',
  'components',
  'logistics',
  'events',
] as const;
export type LineCategory = (typeof LINE_CATEGORIES)[number];

/** Rows of the delegation of authority for orders, the most sensitive first: an order that fits several is measured by the first. */
export const PURCHASE_CATEGORIES = ['purchase-related-party', 'purchase-it', 'purchase-services', 'purchase'] as const;
export type PurchaseCategory = (typeof PURCHASE_CATEGORIES)[number];

export const IT_CATEGORIES: readonly LineCategory[] = ['it-equipment', 'software'];
export const SERVICE_CATEGORIES: readonly LineCategory[] = ['professional-services', 'events'];

/** By what is asked for and of whom. */
export function purchaseCategory(
  lines: readonly { readonly category: LineCategory }[],
  vendor: { readonly relatedParty: boolean },
): PurchaseCategory {
  if (vendor.relatedParty) return 'purchase-related-party';
  if (lines.some(({ category }) => IT_CATEGORIES.includes(category))) return 'purchase-it';
  if (lines.some(({ category }) => SERVICE_CATEGORIES.includes(category))) return 'purchase-services';
  return 'purchase';
}
