import type { OwnerFunction } from '../kernel/finding.ts';

/** One figure that a control measures by, with who answers for it. */
interface Figure<Value> {
  readonly value: Value;
  readonly unit: string;
  readonly owner: OwnerFunction;
  readonly why: string;
}

/** The lesser of both counts: percent of what was agreed, and an amount in group currency. */
export interface Allowance {
  readonly percent: string;
  /** Decimal text in group currency. */
  readonly absolute: string;
}

/** What may deviate from an order before a person looks. */
export interface OrderTolerances {
  /** More than the agreed price, over one invoice line. */
  readonly price: Allowance;
  /** More than was agreed over all lines and earlier invoices of one order. */
  readonly order: Allowance;
  /** Charges and freight that nobody ordered, per invoice; percent of the invoice's net amount. */
  readonly unplanned: Allowance;
  /** Percent of the received quantity that may be billed beyond it. */
  readonly overReceived: string;
  /** Percent of the ordered quantity that may be delivered and billed beyond it. */
  readonly overDelivered: string;
}

type Category = 'goods' | 'services';

const GOODS: OrderTolerances = {
  price: { percent: '2', absolute: '50.00' },
  order: { percent: '2', absolute: '200.00' },
  unplanned: { percent: '1', absolute: '25.00' },
  overReceived: '0',
  overDelivered: '3',
};
const SERVICES: OrderTolerances = { ...GOODS, price: { percent: '1', absolute: '50.00' }, overDelivered: '0' };

const ORDER: Figure<Readonly<Record<string, Readonly<Partial<Record<Category, OrderTolerances>>>>>> = {
  value: {
    /** Every company that is not named. */
    '*': { goods: GOODS, services: SERVICES },
    MSL: { goods: { ...GOODS, price: { percent: '1', absolute: '30.00' } } },
  },
  unit: 'percent and group currency, by company code and category',
  owner: 'process-owner',
  why: 'below it, asking costs more than the difference',
};

/** The tolerances of a company for goods or services. */
export function orderTolerances(company: string, category: Category): OrderTolerances {
  const { value } = ORDER;
  return value[company]?.[category] ?? value['*']?.[category] ?? GOODS;
}

/** Months of the vendor's history that are read. */
export const HISTORY_MONTHS = 12;

export const LIMITS = {
  /** Same vendor, amount and currency within so many days look like one invoice. */
  duplicateDays: { value: 10, unit: 'days', owner: 'process-owner', why: 'recurring invoices come monthly' },
  /** An account that stands in the master for fewer days is paid only after somebody has called the vendor. */
  coolingOffDays: {
    value: 10,
    unit: 'days',
    owner: 'security',
    why: 'a changed account is used at once by those who had it changed; time lets the vendor object',
  },
  /** A telephone number that stands in the master for fewer days is no number to call the vendor back. */
  callBackDays: {
    value: 90,
    unit: 'days',
    owner: 'security',
    why: 'who has an account changed has the number changed first',
  },
  /** An issue date this far after today is a mistake. */
  futureDays: { value: 7, unit: 'days', owner: 'process-owner', why: 'time zones and post-dated documents' },
  /** An issue date so long ago is beyond the duplicate control's history. */
  oldDays: { value: 365, unit: 'days', owner: 'process-owner', why: 'HISTORY_MONTHS' },
  /** Earlier invoices from which on a vendor has a usual amount. */
  historySize: { value: 5, unit: 'invoices', owner: 'process-owner', why: 'a median of fewer says nothing' },
  /** Robust z-score above which an amount is unusual (Iglewicz and Hoaglin: 3.5). */
  unusualScore: {
    value: '3.5',
    unit: 'scaled median deviations',
    owner: 'process-owner',
    why: 'Iglewicz, Hoaglin 1993',
  },
  /** Least spread assumed of a history, percent of its median: equal amounts every month are no alarm at one cent more. */
  leastSpread: { value: '10', unit: 'percent of the median', owner: 'process-owner', why: 'rents and subscriptions' },
  /** The ERP's own tax rounding may differ so much from BT-110, in the document's currency. */
  taxDifference: {
    value: '0.05',
    unit: 'document currency',
    owner: 'finance-systems',
    why: 'rounding per line, not per category',
  },
  /** Age of an exchange rate that still goes without a word. */
  rateDays: { value: 35, unit: 'days', owner: 'finance-systems', why: 'rates are loaded monthly at least' },
} as const satisfies Record<string, Figure<number | string>>;

/** All of them, to be signed. */
export const invoiceTolerances = { order: ORDER, historyMonths: HISTORY_MONTHS, limits: LIMITS };
