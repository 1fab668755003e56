import type { Claim } from './claim.ts';
import type { CreditFacts } from './facts.ts';

/** By what other claims in flight recognise this one, as `openClaim` reads it; nothing while company or customer are unknown. */
export function claimFacets(document: Claim, facts: CreditFacts): Readonly<Record<string, string>> {
  const { company, customer, readAt } = facts;
  if (!company || !customer) return {};
  const { incident, agent, claimed } = document;
  return {
    ...{ company: company.id, customer: customer.id, incident: incident.id, agent: agent.toLowerCase() },
    ...{ amount: claimed.amount, currency: claimed.currency, date: readAt.slice(0, 10) },
  };
}
