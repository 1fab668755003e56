import { toDecimalText } from '../../kernel/decimal.ts';
import { readAllowancesCharges } from './allowance-charge.ts';
import type { ReadAmount } from './amounts.ts';
import type { DraftLine } from './draft.ts';
import { invalid } from './invalid.ts';
import { date, decimal, identifier, one, present, text } from './read.ts';
import { readVat } from './vat.ts';
import type { XmlElement } from './xml.ts';

/** One `cac:InvoiceLine` or `cac:CreditNoteLine` (BG-25); a missing identifier (BT-126) reads as ''. */
export function readLine(line: XmlElement, quantityName: string, amount: ReadAmount): DraftLine {
  const item = one(line, 'cac:Item');
  return present({
    id: text(line, 'cbc:ID') ?? '',
    quantity: decimal(line, quantityName),
    unit: one(line, quantityName)?.attributes.get('unitCode') || undefined,
    net: amount(line, 'cbc:LineExtensionAmount'),
    orderLine: text(line, 'cac:OrderLineReference', 'cbc:LineID'),
    accountingCost: text(line, 'cbc:AccountingCost'),
    periodStart: date(line, 'cac:InvoicePeriod', 'cbc:StartDate'),
    periodEnd: date(line, 'cac:InvoicePeriod', 'cbc:EndDate'),
    price: amount(line, 'cac:Price', 'cbc:PriceAmount'),
    priceBase: readPriceBase(line),
    name: text(item, 'cbc:Name'),
    description: text(item, 'cbc:Description'),
    sellerItem: text(item, 'cac:SellersItemIdentification', 'cbc:ID'),
    buyerItem: text(item, 'cac:BuyersItemIdentification', 'cbc:ID'),
    standardItem: identifier(item, 'cac:StandardItemIdentification', 'cbc:ID'),
    vat: item && readVat(item, 'cac:ClassifiedTaxCategory'),
    allowancesCharges: readAllowancesCharges(line, amount),
  });
}

function readPriceBase(line: XmlElement) {
  const base = decimal(line, 'cac:Price', 'cbc:BaseQuantity') ?? toDecimalText('1');
  if (Number(base) > 0) return base;
  throw invalid(`${line.path}/cac:Price/cbc:BaseQuantity`, `is ${base}`, 'give a quantity above 0, or leave it out');
}
