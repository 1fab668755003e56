import { z } from 'zod';
import { type Authored, dated } from './dated.ts';

/** Somebody who may countersign: what the identity provider calls them, and to which roles they are appointed. */
export const personData = dated('person', {
  /** The verified subject of their tokens. */
  id: z.string().min(1),
  name: z.string().min(1),
  /** What other systems call them (`erp:jmartin`), so that what they did there counts as theirs. */
  aliases: z.array(z.string()).default([]),
  appointments: z.array(
    z.strictObject({
      role: z.string().min(1),
      /** Company codes, or `*` for all. */
      companies: z.array(z.string().min(1)).min(1),
    }),
  ),
});
export type PersonData = z.infer<typeof personData>;
export type Person = Omit<PersonData['terms'][number], 'validFrom' | 'validUntil'> & Authored;

/** Whom a person stands in for while they are away; kept under the delegate. Every delegation has an end. */
export const delegationsData = z.strictObject({
  kind: z.literal('delegations'),
  version: z.int().nonnegative(),
  of: z.array(
    z.strictObject({
      id: z.string().min(1),
      from: z.string().min(1),
      reason: z.string().min(1),
      validFrom: z.iso.datetime(),
      validUntil: z.iso.datetime(),
    }),
  ),
});
export type Delegation = z.infer<typeof delegationsData>['of'][number];
