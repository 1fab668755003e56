import type { Identified, Origin } from '../kernel/define-workflow.ts';
import { CountersignError } from '../kernel/errors.ts';
import type { Claim } from './claim.ts';

/**
 * A claim is what the support platform calls one, in one of our companies: asked for again under another id it is another
 * case, which the control of duplicates sees.
 * @throws CountersignError InvalidInput when the event is of another claim than its document
 */
export function identifyClaim(
  { id, company, customer, reason }: Claim,
  { subject }: Pick<Origin, 'subject'>,
): Identified {
  if (subject !== undefined && subject !== id)
    throw new CountersignError('InvalidInput', `subject: the event is about ${subject}, its document about ${id}`);
  return { businessKey: claimKey({ company, claim: id }), subject: `credit ${id} (${reason}) for ${customer}` };
}

/** What identifies a claim, in the order of its business key. */
export const claimKey = ({ company, claim }: { readonly company: string; readonly claim: string }) =>
  [company, claim] as const;
