import { Decimal, roundTo, sum } from '../../kernel/decimal.ts';
import { minorDigits } from '../../kernel/money.ts';
import type { Claimed } from '../credit-case.ts';
import type { CreditFacts, ServiceContract } from '../facts.ts';
import { incidentKey } from '../open-claim.ts';
import { availabilityIn } from './availability.ts';

/** How the contract’s terms and the month’s outages make an amount; every step of it, for people to follow. */
export interface ServiceLevel {
  /** Percent, exact. */
  readonly availability: Decimal;
  /** Percent of the monthly fee that the terms give back. */
  readonly percent: Decimal;
  /** Net: percent of the fee. */
  readonly earned: Decimal;
  /** Net: what all credits of the month may reach. */
  readonly cap: Decimal;
  /** Net: what was credited of the month before. */
  readonly earlier: Decimal;
  /** Net, to the minor unit, half away from zero: the lesser of earned and cap, less what was credited before. */
  readonly due: Decimal;
}

/** By rule from contract and service data; `undefined` where either is missing. Nothing else has a say, the model least of all. */
export function serviceLevelOf({ document, facts }: Claimed): ServiceLevel | undefined {
  const { contract } = facts;
  const { serviceData } = document;
  if (!contract || !serviceData) return undefined;
  const availability = availabilityIn(serviceData.month, serviceData.outages);
  return levelOf(contract, availability, earlierOf({ document, facts }));
}

/** Net of the credits of the month: against an invoice of the claim, or for an incident of the month’s service data. */
export const earlierOf = (of: Claimed): Decimal => sum(creditsOfMonth(of).map(({ net }) => new Decimal(net).abs()));

/** What the terms make of an availability. */
export function levelOf(
  { monthlyFee, currency, terms, cap: capPercent }: Pick<ServiceContract, 'monthlyFee' | 'currency' | 'terms' | 'cap'>,
  availability: Decimal,
  earlier: Decimal,
): ServiceLevel {
  const reached = terms.filter(({ below }) => availability.lessThan(below)).map(({ credit }) => new Decimal(credit));
  const percent = Decimal.max(0, ...reached);
  const ofFee = (share: Decimal | string) =>
    roundTo(new Decimal(monthlyFee).times(share).div(100), minorDigits(currency));
  const [earned, cap] = [ofFee(percent), ofFee(capPercent)];
  return {
    ...{ availability, percent, earned, cap, earlier },
    due: Decimal.max(0, Decimal.min(earned, cap).minus(earlier)),
  };
}

/** The credits that the month is known to have had. */
export function creditsOfMonth({ document, facts }: Claimed): CreditFacts['credits'] {
  const named = new Set(document.invoices.map(({ number }) => number));
  const invoices = new Set(facts.invoices.filter(({ number }) => named.has(number)).map(({ id }) => id));
  const incidents = new Set(document.serviceData?.outages.map(({ incident }) => incidentKey(incident)));
  return facts.credits.filter(
    ({ invoice, incident }) =>
      (invoice !== undefined && invoices.has(invoice)) ||
      (incident !== undefined && incidents.has(incidentKey(incident))),
  );
}
