/** An item of the authority table. */
export type AuthorityItem = Record<string, unknown> & { readonly key: string; readonly kind: string };

const validFrom = '2026-01-01T00:00:00.000Z';

/** An item of one term that counts from the beginning of 2026. */
export function sampleItem(key: string, kind: string, term: object): AuthorityItem {
  return { ...{ key, kind, version: 1, changedBy: [] }, terms: [{ ...term, validFrom }] };
}
