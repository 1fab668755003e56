import type { InvoiceControl } from '../invoice-case.ts';
import { account } from './account.ts';
import { accountAge } from './account-age.ts';
import { bankDetails } from './bank-details.ts';
import { company } from './company.ts';
import { credit } from './credit.ts';
import { documentComplete, documentRules } from './document/document-rules.ts';
import { documentType } from './document-type.ts';
import { duplicate } from './duplicate.ts';
import { exposure } from './exposure.ts';
import { order } from './order.ts';
import { orderLines } from './order-lines.ts';
import { period } from './period.ts';
import { prepayment } from './prepayment.ts';
import { price } from './price.ts';
import { quantity } from './quantity.ts';
import { unplannedCharges } from './unplanned-charges.ts';
import { unusualAmount } from './unusual-amount.ts';
import { vatCodes } from './vat-codes.ts';
import { vendor } from './vendor.ts';

/** Every control of an invoice, in the order in which a clerk would ask. All run; none skips another. */
export const invoiceControls: readonly InvoiceControl[] = [
  documentRules,
  documentComplete,
  documentType,
  company,
  vendor,
  duplicate,
  bankDetails,
  accountAge,
  order,
  orderLines,
  price,
  quantity,
  unplannedCharges,
  vatCodes,
  credit,
  prepayment,
  period,
  unusualAmount,
  exposure,
  account,
];
