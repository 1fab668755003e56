import type { RequisitionQuery } from './facts.ts';
import type { Requisition } from './requisition.ts';
import { LIMITS } from './tolerances.ts';

const DAY_MS = 86_400_000;
const EARLIEST = '2000-01-01';

/**
 * What to ask the systems of record about one requisition. A year before the first day on which something is wanted, and
 * the year that it may at most be wanted ahead: so a year before the decision is always in it, whatever day is wanted.
 */
export function requisitionQueryOf({
  company,
  costCentre,
  requester,
  vendor,
  quotes,
  lines,
}: Requisition): RequisitionQuery {
  const days = [...new Set(lines.map(({ wantedBy }) => wantedBy))].sort();
  const codes = [vendor?.code, ...quotes.map((quote) => quote.vendor)].flatMap((code) => code ?? []);
  return {
    ...{ company, costCentre, requester, days },
    vendors: [...new Set(codes)],
    products: [...new Set(lines.flatMap(({ product }) => product ?? []))],
    fromDate: daysBefore(days[0] ?? EARLIEST, LIMITS.historyDays.value + LIMITS.aheadDays.value),
  };
}

function daysBefore(day: string, days: number): string {
  const earlier = new Date(Math.max(Date.parse(day) - days * DAY_MS, Date.parse(EARLIEST)));
  return earlier.toISOString().slice(0, 10);
}
