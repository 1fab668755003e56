import type { CreditCase } from './credit-case.ts';

/** Another credit, posted or asked for. Amounts as the ERP or the claim has them. */
export interface Other {
  readonly caseId: string | undefined;
  readonly customer: string;
  readonly incident: string | undefined;
  readonly agent: string | undefined;
  readonly date: string;
  readonly net: string;
  readonly gross: string;
  readonly currency: string;
  readonly posted: boolean;
}

/** The customer’s credits, and whatever is in flight for anybody in this company; what is both counts as posted. Never this case. */
export function othersOf({ caseId, facts }: Pick<CreditCase, 'caseId' | 'facts'>): Other[] {
  const { customer, company } = facts;
  const posted = facts.credits.map(({ caseId: of, incident, agent, date, net, gross, currency }) => ({
    ...{ caseId: of, customer: customer?.id ?? '', incident, agent: agent?.toLowerCase(), date, net, gross, currency },
    posted: true,
  }));
  const known = new Set(posted.flatMap(({ caseId: of }) => of ?? []));
  const flying = facts.inFlight
    .filter((open) => open.company === company?.id && !known.has(open.caseId))
    .map(({ amount, agent, ...open }) => ({
      ...{ ...open, agent: agent.toLowerCase(), net: amount, gross: amount },
      posted: false,
    }));
  return [...posted, ...flying].filter((other) => other.caseId !== caseId);
}
