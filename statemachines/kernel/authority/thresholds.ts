import { z } from 'zod';
import { currencyCode } from '../money.ts';
import { type Authored, dated } from './dated.ts';

const minor = z.int().nonnegative();

/** What is material for one company, owned by finance: from there on a person decides, however clean the case. */
export const materialityData = dated('materiality', {
  currency: currencyCode,
  /** In amount, minor units: one case. */
  amount: minor,
  /** Cumulative: all cases of one group of legal entities whose dates lie within so many days. */
  cumulative: z.strictObject({ amount: minor, windowDays: z.int().min(1).max(366) }),
  /** In kind: categories that always get a person. */
  kinds: z.array(z.string()),
});
export type MaterialityData = z.infer<typeof materialityData>;
export type Materiality = Omit<MaterialityData['terms'][number], 'validFrom' | 'validUntil'> & Authored;

/** From which amount two different people must countersign, by category; a category that is not here always needs two. */
export const fourEyesData = dated('four-eyes', { currency: currencyCode, from: z.record(z.string(), minor) });
export type FourEyesData = z.infer<typeof fourEyesData>;
export type FourEyes = Omit<FourEyesData['terms'][number], 'validFrom' | 'validUntil'> & Authored;
