import { z } from 'zod';
import type { RunningErp } from '../../erp/start.ts';
import { FACTS_KINDS } from '../../lambdas/erp/tryton/facts-kinds.ts';
import { orderOf } from '../../lambdas/erp/tryton/place-order.ts';
import {
  type Budget,
  type RequisitionFacts,
  requisitionFacts,
} from '../../statemachines/procurement-approvals/facts.ts';
import { clientsOf } from './clean-invoice.ts';

type Clients = ReturnType<typeof clientsOf>;
interface Asked {
  readonly key?: string;
  readonly digest?: string;
  readonly as?: keyof Clients;
  readonly changes?: Readonly<Record<string, unknown>>;
}

const placed = z.looseObject({ replayed: z.boolean(), id: z.int(), number: z.string(), state: z.string() });
export const caseOf = (nth: number) => `procurement-approvals-${String(nth).padStart(32, '0')}`;

/** Facts of requisitions and orders in a running ERP, as the adapter asks for them. Every order is of a case of its own. */
export function ordering(erp: RunningErp) {
  const clients = clientsOf(erp);
  const { masters } = erp;
  let made = 0;
  const call = (as: keyof Clients, method: string, ...args: unknown[]) =>
    clients[as].call('countersign.command', method, ...args);

  async function factsOf(costCentre: string, more: object = {}): Promise<RequisitionFacts> {
    const kind = FACTS_KINDS.get('requisition');
    if (!kind) throw new Error('the ERP gives no facts of requisitions');
    const query = {
      company: 'MFR',
      costCentre,
      requester: 'erp:nobody',
      vendors: ['V-1001'],
      products: ['P-PAPER'],
      days: ['2026-12-10'],
    };
    const read = await call('reader', kind.method, { ...query, fromDate: '2026-10-01', ...more });
    return requisitionFacts.parse(kind.factsFrom(read, []));
  }

  /** So many boxes of paper at 18.50 from V-1001 for a cost centre; `changes` replace parts of the payload. */
  function paper(costCentre: string, boxes: number, changes: Readonly<Record<string, unknown>> = {}) {
    made += 1;
    const [net, tax] = [(18.5 * boxes).toFixed(2), (3.7 * boxes).toFixed(2)];
    const budget = masters.budgets[`${costCentre} 2026 Q4`];
    return {
      ...{ schema: 1, caseId: caseOf(made), company: String(masters.companies['MFR']) },
      ...{ vendor: String(masters.vendors['V-1001']), requisition: `REQ-${made}`, requester: 'erp:lea' },
      ...{ costCentre: String(masters.costCentres[costCentre]), currency: 'EUR', orderDate: '2026-11-24' },
      lines: [
        {
          ...{ description: 'A4 paper', product: String(masters.products['P-PAPER']), quantity: String(boxes) },
          ...{
            unit: 'C62',
            unitPrice: '18.5',
            net,
            taxes: [String(masters.taxes['FR-S20-G'])],
            wantedBy: '2026-12-10',
          },
        },
      ],
      totals: { net, tax, gross: (22.2 * boxes).toFixed(2) },
      budgets: budget === undefined ? [] : [{ id: String(budget), amount: net, currency: 'EUR' }],
      versions: [] as RequisitionFacts['versions'],
      ...changes,
    };
  }

  return {
    clients,
    call,
    factsOf,
    paper,
    async budget(costCentre: string): Promise<Budget> {
      const [found] = (await factsOf(costCentre)).budgets;
      if (!found) throw new Error(`${costCentre} has no budget`);
      return found;
    },
    async place(payload: unknown, { key, digest = 'd', as = 'buyer', changes = {} }: Asked = {}) {
      made += 1;
      const document = { ...orderOf(payload), ...changes };
      return placed.parse(await call(as, 'place_order', key ?? `order/${made}`, digest, document));
    },
    /** As whoever buys does it in Tryton. */
    async cancel(order: number) {
      await clients.purchase.call('purchase.purchase', 'draft', [order]);
      await clients.purchase.call('purchase.purchase', 'cancel', [order]);
    },
    async ordersOf(caseId: string): Promise<number> {
      const domain = [['countersign_case', '=', caseId]];
      return z.int().parse(await clients.purchase.call('purchase.purchase', 'search_count', domain));
    },
  };
}
