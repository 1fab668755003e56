import type { Claim } from './claim.ts';
import type { CreditQuery } from './facts.ts';
import { HISTORY_DAYS } from './tolerances.ts';

const DAY_MS = 86_400_000;

/** Customer, invoices and contract by what the claim names, and the credits of the year before the incident. */
export function creditQueryOf({ company, customer, invoices, contract, incident }: Claim): CreditQuery {
  const since = new Date(Date.parse(incident.from) - HISTORY_DAYS.value * DAY_MS);
  return {
    ...{ company, customer, fromDate: since.toISOString().slice(0, 10) },
    invoices: [...new Set(invoices.map(({ number }) => number))],
    ...(contract !== undefined && { contract }),
  };
}
