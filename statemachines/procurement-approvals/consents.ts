import type { Consent } from '../kernel/authority/consents.ts';
import { Decimal, sum } from '../kernel/decimal.ts';
import { inCurrency } from '../kernel/rates.ts';
import { IT_CATEGORIES } from './categories.ts';
import { netOf } from './matching/lines.ts';
import type { RequisitionCase } from './requisition-case.ts';
import { LIMITS } from './tolerances.ts';

/** Whoever must agree besides those who have the authority for the amount. */
export const CONSENT_ROLES = ['it-security', 'legal', 'data-protection'] as const;
export type ConsentRole = (typeof CONSENT_ROLES)[number];

/** By what is asked for, never by what a model makes of it. An amount that can't be measured is as large as can be. */
export function consentsOf(of: RequisitionCase): readonly Consent[] {
  const { lines, personalData, contractTerms } = of.document;
  const net = (counts: (category: string) => boolean) => netInGroup(of, counts);
  const services = net((category) => category === 'professional-services');
  const isLegal = contractTerms !== undefined || isFrom(services, LIMITS.legalFrom.value);
  const two = isFrom(
    net(() => true),
    LIMITS.legalTwoFrom.value,
  );
  const needed = (role: ConsentRole, people = 1): Consent => ({ role, people, step: 1 });
  return [
    ...(lines.some(({ category }) => IT_CATEGORIES.includes(category)) ? [needed('it-security')] : []),
    ...(isLegal ? [needed('legal', two ? 2 : 1)] : []),
    ...(personalData === true ? [needed('data-protection')] : []),
  ];
}

/** Nothing where there is no rate. */
function netInGroup({ document, facts, today }: RequisitionCase, counts: (category: string) => boolean) {
  const { lines, currency } = document;
  const amount = sum(lines.filter(({ category }) => counts(category)).map((line) => netOf(line, currency)));
  return amount.isZero() ? amount : inCurrency({ amount, currency }, facts.groupCurrency, today, facts);
}

const isFrom = (amount: Decimal | undefined, limit: string) =>
  amount === undefined || amount.greaterThanOrEqualTo(new Decimal(limit));
