import { invoiceControls } from '../../../statemachines/invoice-processing/controls/controls.ts';
import { type InvoiceFacts, invoiceFacts } from '../../../statemachines/invoice-processing/facts.ts';
import { type Invoice, invoice } from '../../../statemachines/invoice-processing/invoice.ts';
import type { InvoiceCase, InvoiceControl } from '../../../statemachines/invoice-processing/invoice-case.ts';
import { caseIdOf } from '../../../statemachines/kernel/ids.ts';

type Json = Record<string, unknown>;

const seller = {
  name: 'Papeterie Lumière SARL',
  vatId: 'FR58512340985',
  legalRegistration: { scheme: '0002', id: '512340985' },
  identifiers: [{ scheme: '0088', id: '3020412340010' }],
  address: { city: 'Lyon' },
  country: 'FR',
};
const buyer = {
  name: 'Meridian France SAS',
  vatId: 'FR41823456710',
  legalRegistration: { scheme: '0002', id: '823456710' },
  identifiers: [],
  address: { city: 'Lyon' },
  country: 'FR',
};

/** A line of the clean invoice: 10 boxes of paper at 18.50, as ordered. */
export const paperLine: Json = {
  id: '1',
  quantity: '10',
  unit: 'C62',
  net: '185',
  orderLine: '1',
  price: '18.50',
  priceBase: '1',
  name: 'A4 paper',
  sellerItem: 'PL-80A4',
  vat: { category: 'S', rate: '20' },
  allowancesCharges: [],
};

const document: Json = {
  kind: 'invoice',
  typeCode: '380',
  specification: 'urn:cen.eu:en16931:2017',
  number: 'PL-2026-2001',
  issueDate: '2026-11-20',
  dueDate: '2026-12-20',
  currency: 'EUR',
  order: 'PO-2026-0001',
  preceding: [],
  notes: [],
  seller,
  buyer,
  payment: [{ meansCode: '30', account: 'FR76 3000 4008 2800 0102 0487 192', accountName: 'Papeterie Lumière' }],
  allowancesCharges: [],
  totals: { lines: '185', taxExclusive: '185', tax: '37', taxInclusive: '222', payable: '222' },
  vat: [{ category: 'S', rate: '20', taxable: '185', tax: '37' }],
  lines: [paperLine],
  attachments: [],
};

export const orderLine: Json = {
  id: '31',
  number: '1',
  description: 'A4 paper 80 g, box of 5 reams',
  product: { code: 'P-PAPER', gtin: '3504123450010', supplierCode: 'PL-80A4' },
  category: 'goods',
  asset: false,
  unit: 'C62',
  ordered: '10',
  received: '10',
  invoiced: '0',
  unitPrice: '18.50',
  vatCodes: ['12'],
  account: '118',
};
export const order: Json = {
  id: '3',
  number: 'PO-2026-0001',
  company: '1',
  vendor: '7',
  billable: true,
  state: 'processing',
  currency: 'EUR',
  lines: [orderLine],
};
export const vendor: Json = {
  id: '7',
  code: 'V-1001',
  name: 'Papeterie Lumière SARL',
  active: true,
  hold: false,
  oneTime: false,
  relatedParty: false,
  legalSettlement: false,
  group: [],
  country: 'FR',
  vatId: 'FR58512340985',
  identifiers: [
    { scheme: '0002', id: '512340985' },
    { scheme: '0088', id: '3020412340010' },
  ],
  accounts: [{ number: 'FR7630004008280001020487192', active: true, since: '2025-06-01' }],
  phones: [{ id: '41', number: '+33400000001', unchangedSince: '2025-06-01' }],
  assignments: [],
};
/** A posted invoice of the vendor: 15 toners on another order. */
export const earlier: Json = {
  id: '55',
  number: 'BILL-00003',
  reference: 'PL-2026-1042',
  class: 'debit',
  posted: true,
  company: '1',
  vendor: '7',
  currency: 'EUR',
  date: '2026-10-21',
  net: '960',
  tax: '192',
  gross: '1152',
  credited: { net: '0', tax: '0', gross: '0' },
  lines: [{ orderLine: '41', quantity: '15', net: '960', vatCodes: ['12'] }],
};

/** A posted advance to the vendor, for the order of the clean invoice. */
export const advance: Json = {
  ...{ id: '71', number: 'M-00071', reference: 'PL-AC-31', company: '1', vendor: '7', order: '3' },
  ...{ currency: 'EUR', date: '2026-11-02', amount: '100', open: '100' },
};

const code = (id: string, name: string, rate: string, categories: string[], rest: Json = {}) => ({
  ...{ id, code: name, rate, categories, scope: 'goods', selfAssessed: false },
  ...rest,
});

const facts: Json = {
  schema: 1,
  readAt: '2026-11-24T08:00:00.000Z',
  groupCurrency: 'EUR',
  companies: [
    {
      id: '1',
      code: 'MFR',
      name: 'Meridian France SAS',
      country: 'FR',
      currency: 'EUR',
      vatId: 'FR41823456710',
      identifiers: [{ scheme: '0002', id: '823456710' }],
    },
  ],
  vendors: [vendor],
  orders: [order],
  invoices: [earlier],
  advances: [],
  inFlight: [],
  periods: [
    { id: '8', start: '2026-09-01', end: '2026-09-30', open: false },
    { id: '9', start: '2026-10-01', end: '2026-10-31', open: true },
    { id: '10', start: '2026-11-01', end: '2026-11-30', open: true },
  ],
  vatCodes: [
    code('12', 'FR-S20-G', '20', ['S']),
    code('13', 'FR-S20-S', '20', ['S'], { scope: 'services' }),
    code('14', 'FR-S10-G', '10', ['S']),
    code('15', 'FR-K20-G', '20', ['K'], { selfAssessed: true }),
    code('16', 'FR-AE20-S', '20', ['AE', 'K'], { scope: 'services', selfAssessed: true }),
    code('17', 'FR-IMP20-S', '20', ['O', 'G', 'AE'], { scope: 'services', selfAssessed: true }),
  ],
  accounts: { expense: '120', rounding: '99' },
  rates: [
    { currency: 'USD', date: '2026-11-20', rate: '1.0833' },
    { currency: 'USD', date: '2026-11-24', rate: '1.0850' },
    { currency: 'USD', date: '2026-12-01', rate: '9' },
  ],
  acts: [],
  versions: [
    { kind: 'vendor', id: '7', version: 'v7' },
    { kind: 'order', id: '3', version: 'o3' },
    { kind: 'advance', id: '71', version: 'a71' },
    { kind: 'period', id: '9', version: 'p9' },
    { kind: 'period', id: '10', version: 'p10' },
  ],
};

export interface Changes {
  /** Replace whole members of the document, of its only line, of the facts, or of the one vendor, order, order line. */
  readonly document?: Json;
  readonly line?: Json;
  readonly facts?: Json;
  readonly vendor?: Json;
  readonly order?: Json;
  readonly orderLine?: Json;
  readonly today?: string;
}

/** A clean three-way match: 10 × 18.50 ordered, received and billed by a known vendor, varied as told. */
export function invoiceCase(changes: Changes = {}): InvoiceCase {
  return {
    caseId: caseIdOf('invoice-processing', ['clean']),
    source: 'shop',
    document: cleanInvoice({
      ...(changes.line && { lines: [{ ...paperLine, ...changes.line }] }),
      ...changes.document,
    }),
    facts: cleanFacts({
      ...(changes.vendor && { vendors: [{ ...vendor, ...changes.vendor }] }),
      ...((changes.order ?? changes.orderLine) && {
        orders: [{ ...order, lines: [{ ...orderLine, ...changes.orderLine }], ...changes.order }],
      }),
      ...changes.facts,
    }),
    today: changes.today ?? '2026-11-24',
  };
}

export function cleanInvoice(changes: Json = {}): Invoice {
  return invoice.parse({ ...document, ...changes });
}

export function cleanFacts(changes: Json = {}): InvoiceFacts {
  return invoiceFacts.parse({ ...facts, ...changes });
}

/** Totals of one line at 20 % VAT, as decimal text. */
export function totalsOf(net: string, tax: string, gross: string): Json {
  return {
    totals: { lines: net, taxExclusive: net, tax, taxInclusive: gross, payable: gross },
    vat: [{ category: 'S', rate: '20', taxable: net, tax }],
  };
}

/** A credit note over two boxes of the posted invoice. */
export function creditCase(changes: Changes = {}): InvoiceCase {
  return invoiceCase({
    orderLine: { id: '41', invoiced: '15' },
    ...changes,
    document: {
      kind: 'credit-note',
      typeCode: '381',
      number: 'PL-A-1',
      preceding: [{ number: 'PL-2026-1042', issueDate: '2026-10-21' }],
      ...totalsOf('37', '7.4', '44.4'),
      lines: [{ ...paperLine, quantity: '2', net: '37' }],
      ...changes.document,
    },
  });
}

export function codesOf(control: InvoiceControl, of: InvoiceCase): string[] {
  return control.find(of).map(({ code: found }) => found);
}

/** Codes of everything that every control finds. */
export function allCodes(of: InvoiceCase): string[] {
  return invoiceControls.flatMap((control) => codesOf(control, of));
}

export function allFindings(of: InvoiceCase) {
  return invoiceControls.flatMap((control) => control.find(of));
}
