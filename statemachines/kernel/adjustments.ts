import type { z } from 'zod';
import type { Case } from './define-workflow.ts';

/** Values that a reviewer wants instead of those that would be booked, as text, by name. */
export type Adjustments = Readonly<Record<string, string | undefined>>;

/** What a reviewer may want otherwise: only what the facts can verify. */
export interface Adjustable<Document, Facts> {
  /** Strict; amounts, payees, quantities and accounts of payment are never among its names. */
  readonly schema: z.ZodType<Adjustments>;
  /** Why the facts don't allow what is wanted, in words; none if they do. Pure. */
  faults(of: Case<Document, Facts>): readonly string[];
}
