import { z } from 'zod';

const instant = z.iso.datetime();

/**
 * One item of authority data: what counts from when until when. Terms never overlap, so that at any moment one counts
 * or none; a change to come is a further term, and what counts today stays.
 */
export function dated<K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  const term = z.strictObject({
    ...shape,
    /** UTC; counts from here on, and before `validUntil` if given. */
    validFrom: instant,
    validUntil: instant.optional(),
  });
  return z.strictObject({
    kind: z.literal(kind),
    /** Grows with every change: what a transaction checks. */
    version: z.int().nonnegative(),
    /** Subjects of the people who made this change: they approve nothing that rests on it. */
    changedBy: z.array(z.string()).default([]),
    terms: z
      .array(term)
      .min(1)
      .refine((terms) => apart(terms as readonly unknown[] as readonly Term[]), 'terms overlap, or end too early'),
  });
}

interface Term {
  readonly validFrom: string;
  readonly validUntil?: string | undefined;
}

function apart(terms: readonly Term[]): boolean {
  const sorted = terms.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom));
  return sorted.every(({ validFrom, validUntil }, index) => {
    const next = sorted[index + 1];
    if (validUntil !== undefined && validUntil <= validFrom) return false;
    return next === undefined || (validUntil !== undefined && validUntil <= next.validFrom);
  });
}

/** The term that counts at a moment (UTC, ISO 8601), with the item's version and authors; none if there is none. */
export function inForce<T extends Term>(
  item: { readonly version: number; readonly changedBy: readonly string[]; readonly terms: readonly T[] } | undefined,
  now: string,
): (T & Authored) | undefined {
  const term = item?.terms.find(
    ({ validFrom, validUntil }) => validFrom <= now && (validUntil === undefined || now < validUntil),
  );
  return item && term ? { ...term, version: item.version, changedBy: item.changedBy } : undefined;
}

/** Which change of an item counts, and who made it. */
export interface Authored {
  readonly version: number;
  readonly changedBy: readonly string[];
}
