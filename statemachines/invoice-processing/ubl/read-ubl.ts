import { currencyCode } from '../../kernel/money.ts';
import { readAllowancesCharges } from './allowance-charge.ts';
import { amountsIn } from './amounts.ts';
import { atMost, MAX_LINES } from './bounded.ts';
import { decodeXml } from './decode.ts';
import type { DraftInvoice, Fault } from './draft.ts';
import { excerpt, invalid } from './invalid.ts';
import { readLine } from './line.ts';
import { readParty, readPayee, readRepresentativeVatId } from './party.ts';
import { readPayment } from './payment.ts';
import { all, date, decimal, one, present, text, texts } from './read.ts';
import { readAttachments, readPreceding } from './references.ts';
import { readTotals } from './totals.ts';
import { readXml, type XmlElement } from './xml.ts';

const NAMES = {
  Invoice: { typeCode: 'cbc:InvoiceTypeCode', line: 'cac:InvoiceLine', quantity: 'cbc:InvoicedQuantity' },
  CreditNote: { typeCode: 'cbc:CreditNoteTypeCode', line: 'cac:CreditNoteLine', quantity: 'cbc:CreditedQuantity' },
} as const;

/**
 * UBL 2.1 Invoice or CreditNote as far as it can be read; what is missing is for the document controls to say.
 * @throws CountersignError InvalidInput if it is no such document, or a value in it can't be read
 */
export function readUbl(raw: Uint8Array): DraftInvoice {
  const root = readXml(decodeXml(raw));
  const kind = root.name === 'CreditNote' ? 'CreditNote' : 'Invoice';
  const names = NAMES[kind];
  const currency = readCurrency(root, 'cbc:DocumentCurrencyCode');
  const taxCurrency = readCurrency(root, 'cbc:TaxCurrencyCode');
  const faults: Fault[] = [];
  const amount = amountsIn(currency, faults);
  const draft = present({
    kind: kind === 'CreditNote' ? ('credit-note' as const) : ('invoice' as const),
    typeCode: text(root, names.typeCode) ?? '',
    ...readHeader(root),
    currency,
    taxCurrency,
    preceding: readPreceding(root),
    notes: texts(root, 'cbc:Note'),
    seller: readParty(one(root, 'cac:AccountingSupplierParty', 'cac:Party')),
    buyer: readParty(one(root, 'cac:AccountingCustomerParty', 'cac:Party')),
    payee: readPayee(one(root, 'cac:PayeeParty')),
    taxRepresentativeVatId: readRepresentativeVatId(one(root, 'cac:TaxRepresentativeParty')),
    payment: readPayment(root),
    allowancesCharges: readAllowancesCharges(root, amount),
    ...readTotals(root, amount, { currency, taxCurrency }, faults),
    lines: atMost(MAX_LINES, root, names.line).map((line) => readLine(line, names.quantity, amount)),
    attachments: readAttachments(root),
  });
  return faults.length === 0 ? draft : { ...draft, faults };
}

function readHeader(root: XmlElement) {
  const [delivery] = all(root, 'cac:Delivery');
  const [period] = all(root, 'cac:InvoicePeriod');
  const [means] = all(root, 'cac:PaymentMeans');
  return {
    specification: text(root, 'cbc:CustomizationID'),
    profile: text(root, 'cbc:ProfileID'),
    number: text(root, 'cbc:ID'),
    issueDate: date(root, 'cbc:IssueDate'),
    taxPointDate: date(root, 'cbc:TaxPointDate'),
    // A credit note has no DueDate of its own in UBL 2.1.
    dueDate: date(root, 'cbc:DueDate') ?? date(means, 'cbc:PaymentDueDate'),
    deliveryDate: date(delivery, 'cbc:ActualDeliveryDate'),
    periodStart: date(period, 'cbc:StartDate'),
    periodEnd: date(period, 'cbc:EndDate'),
    lineCount: readCount(root),
    buyerReference: text(root, 'cbc:BuyerReference'),
    order: text(root, 'cac:OrderReference', 'cbc:ID'),
    contract: text(all(root, 'cac:ContractDocumentReference')[0], 'cbc:ID'),
    despatchAdvice: text(all(root, 'cac:DespatchDocumentReference')[0], 'cbc:ID'),
    paymentTerms: texts(all(root, 'cac:PaymentTerms')[0], 'cbc:Note')[0],
  };
}

function readCount(root: XmlElement): number | undefined {
  const written = decimal(root, 'cbc:LineCountNumeric');
  if (written === undefined) return undefined;
  if (/^\d{1,9}$/.test(written)) return Number(written);
  throw invalid(`${root.path}/cbc:LineCountNumeric`, `${written} is no count`, 'write the number of lines');
}

function readCurrency(root: XmlElement, name: string): string | undefined {
  const written = text(root, name);
  if (written === undefined || currencyCode.safeParse(written).success) return written;
  throw invalid(`${root.path}/${name}`, `"${excerpt(written)}" is no currency`, 'write an ISO 4217 code, such as EUR');
}
