import { readFileSync } from 'node:fs';
import { type InvoiceFacts, invoiceFacts } from '../../statemachines/invoice-processing/facts.ts';
import type { Invoice } from '../../statemachines/invoice-processing/invoice.ts';
import { Decimal } from '../../statemachines/kernel/decimal.ts';

const masters = (name: string) => readFileSync(new URL(`../../erp/masters/values/${name}`, import.meta.url), 'utf8');

const { companies, fiscalYears, rates, taxes, accounts } = JSON.parse(masters('companies.json'));
const { vendors, assignments, recordedSince } = JSON.parse(masters('vendors.json'));
const { products } = JSON.parse(masters('products.json'));
const { posted, series } = JSON.parse(masters('history.json'));
const { advances } = JSON.parse(masters('advances.json'));

const UNITS: Readonly<Record<string, string>> = { u: 'C62', kg: 'KGM', h: 'HUR', d: 'DAY' };
const HEAD = 'number,company,vendor,date,currency,product,supplierCode,quantity,unit,received,unitPrice,tax,purpose';
const [head, ...orderRows] = masters('orders.csv').trim().split(/\r?\n/);
if (head !== HEAD) throw new Error(`orders.csv has other columns: ${head}`);

interface Booked {
  company: string;
  vendor: string;
  reference: string;
  date: string;
  currency: string;
  order?: string;
  lines: { product: string; quantity: string; unitPrice: string; tax: string }[];
}

interface Series extends Omit<Booked, 'reference' | 'date' | 'lines'> {
  prefix: string;
  firstDate: string;
  product: string;
  unitPrice: string;
  tax: string;
  quantities: string[];
}

/** One invoice a month, as the ERP's set-up books them. */
const earlier: Booked[] = [
  ...posted,
  ...series.flatMap(({ prefix, firstDate, quantities, product, unitPrice, tax, ...rest }: Series) =>
    quantities.map((quantity, index) => ({
      ...rest,
      reference: `${prefix}${String(index + 1).padStart(3, '0')}`,
      date: `${firstDate.slice(0, 5)}${String(Number(firstDate.slice(5, 7)) + index).padStart(2, '0')}${firstDate.slice(7)}`,
      lines: [{ product, quantity, unitPrice, tax }],
    })),
  ),
];

function ordersOf(number: string | undefined): unknown[] {
  const rows = orderRows.map((row) => row.split(',')).filter(([of]) => of === number);
  const [first] = rows;
  if (!first) return [];
  const [, company, vendor, , currency] = first;
  const lines = rows.map(([, , , , , product, supplierCode, ordered, unit = '', received, unitPrice, tax], index) => {
    const { name, type, gtin } = products.find(({ code }: { code: string }) => code === product);
    const billed = earlier.filter(({ order }) => order === number).flatMap((invoice) => invoice.lines);
    const own = billed.filter((line) => line.product === product);
    return {
      id: `${number}/${index + 1}`,
      number: String(index + 1),
      description: name,
      product: { code: product, supplierCode, ...(gtin && { gtin }) },
      category: type === 'service' ? 'services' : 'goods',
      asset: type === 'assets',
      unit: UNITS[unit],
      ordered,
      ...(type !== 'service' && { received }),
      invoiced: own.reduce((total, line) => total.plus(line.quantity), new Decimal(0)).toFixed(),
      unitPrice,
      vatCodes: [tax],
    };
  });
  return [{ id: number, number, company, vendor, billable: true, state: 'processing', currency, lines }];
}

function invoiceOf({ lines, reference, company, vendor, currency, date, order }: Booked) {
  const net = lines.reduce(
    (total, line) => total.plus(new Decimal(line.quantity).times(line.unitPrice)),
    new Decimal(0),
  );
  const { rate, selfAssessed } = taxes.find(({ code }: { code: string }) => code === lines[0]?.tax);
  const tax = selfAssessed ? new Decimal(0) : net.times(rate).div(100);
  return {
    id: reference,
    number: `ERP-${reference}`,
    reference,
    class: 'debit',
    posted: true,
    ...{ company, vendor, currency, date },
    ...{ net: net.toFixed(), tax: tax.toFixed(), gross: net.plus(tax).toFixed() },
    credited: { net: '0', tax: '0', gross: '0' },
    lines: lines.map((line, index) => ({
      ...(order && { orderLine: `${order}/${index + 1}` }),
      quantity: line.quantity,
      net: new Decimal(line.quantity).times(line.unitPrice).toFixed(),
      vatCodes: [line.tax],
    })),
  };
}

const othersOf = (group: unknown, code: unknown): string[] =>
  vendors.flatMap((other: Record<string, unknown>) =>
    group !== undefined && other['group'] === group && other['code'] !== code ? [other['code']] : [],
  );

/** Accounts or phones of a vendor, with the day since which they stand. */
const entered = (entries: unknown) =>
  ((entries ?? []) as { number: string; since?: string }[]).map(({ number, since = recordedSince }) => ({
    ...{ number, since },
  }));

const periods = fiscalYears.flatMap(({ year, open }: { year: number; open: number[] }) =>
  Array.from({ length: 12 }, (_, index) => {
    const start = `${year}-${String(index + 1).padStart(2, '0')}-01`;
    const end = new Date(Date.UTC(year, index + 1, 0)).toISOString().slice(0, 10);
    return { id: start.slice(0, 7), start, end, open: open.includes(index + 1) };
  }),
);

/** What the local ERP says about a document on 2026-11-24, from the masters' files alone. */
export function factsFromMasters({ order, buyer }: Pick<Invoice, 'order' | 'buyer'>): InvoiceFacts {
  const company = companies.find(({ vat }: { vat: string }) => vat === buyer.vatId)?.key;
  return invoiceFacts.parse({
    schema: 1,
    readAt: '2026-11-24T09:00:00.000Z',
    groupCurrency: 'EUR',
    companies: companies.map(({ key, name, country, currency, vat, identifiers }: Record<string, unknown>) => ({
      ...{ id: key, code: key, name, country, currency, vatId: vat, identifiers },
    })),
    vendors: vendors.map(({ code, name, country, vat, identifiers, hold = false, ...of }: Record<string, unknown>) => ({
      ...{
        id: code,
        code,
        name,
        active: true,
        hold,
        oneTime: false,
        relatedParty: of['relatedParty'] ?? false,
        legalSettlement: of['legalSettlement'] ?? false,
        group: othersOf(of['group'], code),
        country,
        identifiers,
        ...(vat ? { vatId: vat } : {}),
      },
      accounts: entered(of['accounts']).map(({ number, since }) => ({ number, active: true, since })),
      phones: entered(of['phones']).map(({ number, since }, index) => ({
        ...{ id: `${code}/${index + 1}`, number, unchangedSince: since },
      })),
      assignments: assignments
        .filter(({ vendor }: { vendor: string }) => vendor === code)
        .map(({ payee, account, validFrom }: Record<string, string>) => {
          const { name: whom, vat: vatId } = vendors.find((each: { code: string }) => each.code === payee);
          return { payee: { name: whom, vatId }, account, from: validFrom };
        }),
    })),
    orders: ordersOf(order),
    invoices: earlier.map(invoiceOf),
    advances: advances.map(({ reference, amount, order: paidFor, ...of }: Record<string, unknown>) => ({
      ...{ id: reference, number: `ERP-${reference}`, reference, amount, open: amount },
      ...{ ...of, ...(paidFor ? { order: paidFor } : {}) },
    })),
    inFlight: [],
    periods,
    vatCodes: taxes
      .filter((tax: { company: string }) => tax.company === company)
      .map(({ code, rate, categories, scope, selfAssessed }: Record<string, unknown>) => ({
        ...{ id: code, code, rate, categories, scope, selfAssessed },
      })),
    accounts: { expense: accounts[company]?.defaultExpense, rounding: accounts[company]?.rounding },
    rates: rates.flatMap(({ date, ...of }: Record<string, string>) =>
      Object.entries(of).map(([currency, rate]) => ({ currency, date, rate })),
    ),
    acts: [],
    versions: [
      ...vendors.map(({ code }: { code: string }) => ({ kind: 'vendor', id: code, version: '1' })),
      ...advances.map(({ reference }: { reference: string }) => ({ kind: 'advance', id: reference, version: '1' })),
      ...periods.map(({ id }: { id: string }) => ({ kind: 'period', id, version: '1' })),
      ...(order ? [{ kind: 'order', id: order, version: '1' }] : []),
    ],
  });
}
