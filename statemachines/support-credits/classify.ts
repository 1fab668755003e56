/** Why a credit is asked for; a closed list, since the reason alone decides how it is treated. */
export const REASONS = ['service-level', 'price-error', 'defect', 'goodwill', 'damages'] as const;
export type Reason = (typeof REASONS)[number];

/** How a credit is booked. */
export type Treatment =
  | { readonly as: 'credit-note' }
  | { readonly as: 'entry'; readonly reason: 'compensation' | 'goodwill' };

const REDUCTION: Treatment = { as: 'credit-note' };

/**
 * Policy, not judgement:
 * - A **price reduction** after the supply lowers the taxable amount, and with it the tax, at the rate and by the tax
 *   point of the original: Directive 2006/112/EC art. 90(1), art. 184 and 219 for the document that corrects the
 *   invoice; CJEU C-317/94 Elida Gibbs; CGI art. 272(1); UStG § 17(1); SI 1995/2518 reg. 38. Service-level credits are
 *   agreed with the price: variable consideration, IFRS 15.50–53.
 * - **Damages** make good a loss and are paid for no supply: outside VAT, an expense (CJEU C-277/05 Société thermale
 *   d’Eugénie-les-Bains).
 * - **Goodwill** without any reduction agreed for a supply is consideration payable to a customer: contra-revenue,
 *   IFRS 15.70–72, and no tax that was charged is given back by it.
 */
const TREATMENTS: Readonly<Record<Reason, Treatment>> = {
  'service-level': REDUCTION,
  'price-error': REDUCTION,
  defect: REDUCTION,
  goodwill: { as: 'entry', reason: 'goodwill' },
  damages: { as: 'entry', reason: 'compensation' },
};

/** By the claimed reason alone: no amount, tier or assessment makes an entry of a price reduction. */
export const treatmentOf = ({ reason }: { readonly reason: Reason }): Treatment => TREATMENTS[reason];
