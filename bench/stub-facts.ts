import { z } from 'zod';
import { PAPER_CENTS, paperBoxesOf, TONER } from './invoices.ts';

const query = z.looseObject({ orderNumbers: z.array(z.string()) });

/** The version of every master record: nothing changes while the bench runs. */
export const VERSION = 'a'.repeat(64);
const COMPANY = 1;
/** Each invoice is of a vendor of its own: all of one vendor’s together would leave the agent’s authority. */
const vendorOf = (order: number) => 1_000 + order;
const TAX = 12;
const EXPENSE = 118;

/** What `invoice_facts` of `erp/tryton-module` answers about the invoices of the bench: the order follows from its number. */
export function stubFacts(asked: unknown, now = new Date()) {
  const { orderNumbers } = query.parse(asked);
  const [order = 0] = orderNumbers.map((number) => paperBoxesOf(number) ?? 0);
  return {
    companies: [
      {
        id: COMPANY,
        code: 'MFR',
        name: 'Meridian France SAS',
        country: 'FR',
        currency: 'EUR',
        vat: 'FR41823456710',
        identifiers: [{ scheme: '0002', id: '823456710' }],
      },
    ],
    vendors: [
      {
        id: vendorOf(order),
        code: 'V-1001',
        name: 'Papeterie Lumière SARL',
        active: true,
        country: 'FR',
        vat: 'FR58512340985',
        identifiers: [
          { scheme: '0002', id: '512340985' },
          { scheme: '0088', id: '3020412340010' },
        ],
        accounts: [{ number: 'FR7630004008280001020487192', active: true, since: '2025-06-01' }],
        phones: [],
        hold: false,
        oneTime: false,
        relatedParty: false,
        legalSettlement: false,
        group: [],
        assignments: [],
        version: VERSION,
      },
    ],
    orders: orderNumbers.flatMap(orderOf),
    invoices: [],
    advances: [],
    periods: monthsAround(now),
    taxes: [{ id: TAX, code: 'FR-S20-G', rate: '20', categories: ['S'], scope: 'goods', selfAssessed: false }],
    accounts: [{ id: EXPENSE, company: COMPANY, code: '6064', name: 'Supplies' }],
    roles: { defaultExpense: EXPENSE, rounding: 99 },
    rates: [],
    acts: [],
  };
}

function orderOf(number: string) {
  const paper = paperBoxesOf(number);
  if (paper === undefined) return [];
  const lines = [
    lineOf(2 * paper - 1, '1', ['P-PAPER', '3504123450010', 'PL-80A4'], paper, PAPER_CENTS),
    lineOf(2 * paper, '2', ['P-TONER', '3504123450027', 'PL-TNR1'], TONER.boxes, TONER.cents),
  ];
  const state = 'processing';
  return [
    { id: paper, number, company: COMPANY, vendor: vendorOf(paper), state, currency: 'EUR', lines, version: VERSION },
  ];
}

type Product = readonly [code: string, gtin: string, supplierCode: string];

function lineOf(id: number, number: string, [code, gtin, supplierCode]: Product, boxes: number, cents: number) {
  return {
    id,
    number,
    description: code,
    product: { code, name: code, gtin, supplierCode, type: 'goods' },
    unit: { code: 'C62' },
    ordered: String(boxes),
    received: String(boxes),
    invoiced: '0',
    unitPrice: (cents / 100).toFixed(2),
    taxes: [TAX],
    account: { id: EXPENSE },
  };
}

/** A year of open periods on both sides of today. */
function monthsAround(now: Date) {
  return Array.from({ length: 25 }, (_, index) => {
    const day = (month: number, date: number) =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 12 + month, date)).toISOString().slice(0, 10);
    return { id: index + 1, start: day(index, 1), end: day(index + 1, 0), state: 'open', version: VERSION };
  });
}
