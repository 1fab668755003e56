import { z } from 'zod';

/**
 * What a blocking finding asks for. `review`: a person with authority may still approve. `park`: nothing can be
 * posted before something outside is repaired (master data, an ambiguity). `reject`: back to the sender with the reason.
 */
export const disposition = z.enum(['review', 'park', 'reject']);
export type Disposition = z.infer<typeof disposition>;

/** The result of one deterministic control. */
export const finding = z.strictObject({
  /** The control that found it: `three-way-match`, `document-rules` … */
  control: z.string(),
  /** What was found, stable for programs: `BR-CO-15`, `PRICE-OVER-TOLERANCE` … */
  code: z.string(),
  /** `warning` informs and never routes; `blocking` keeps the case from committing by itself. */
  severity: z.enum(['warning', 'blocking']),
  disposition: disposition.optional(),
  message: z.string().max(500),
  /** The business terms concerned: `BT-112`, `BG-25[2]/BT-131` … */
  terms: z.array(z.string()),
  expected: z.string().optional(),
  actual: z.string().optional(),
});
export type Finding = z.infer<typeof finding>;

/** A deterministic, pure control over the facts of one workflow. */
export interface Control<Facts> {
  readonly id: string;
  readonly owner: OwnerFunction;
  /** Returns every finding, none if all is well; never throws on facts that fit their schema. */
  find(facts: Facts): Finding[];
}

/** The functions that share ownership of automation (mission.md). */
export const ownerFunction = z.enum([
  'enterprise-architecture',
  'operations',
  'finance-systems',
  'security',
  'process-owner',
]);
export type OwnerFunction = z.infer<typeof ownerFunction>;
