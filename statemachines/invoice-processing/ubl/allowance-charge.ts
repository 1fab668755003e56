import type { ReadAmount } from './amounts.ts';
import { atMost } from './bounded.ts';
import type { DraftAllowanceCharge } from './draft.ts';
import { excerpt, invalid } from './invalid.ts';
import { decimal, present, text } from './read.ts';
import { readVat } from './vat.ts';
import type { XmlElement } from './xml.ts';

/** The allowances and charges directly under an invoice or line (never those of the price, BT-147 and BT-148). */
export function readAllowancesCharges(of: XmlElement, amount: ReadAmount): DraftAllowanceCharge[] {
  return atMost(1000, of, 'cac:AllowanceCharge').map((element) =>
    present({
      charge: readIndicator(element),
      amount: amount(element, 'cbc:Amount'),
      base: amount(element, 'cbc:BaseAmount'),
      percent: decimal(element, 'cbc:MultiplierFactorNumeric'),
      reason: text(element, 'cbc:AllowanceChargeReason'),
      reasonCode: text(element, 'cbc:AllowanceChargeReasonCode'),
      vat: readVat(element, 'cac:TaxCategory'),
    }),
  );
}

function readIndicator(element: XmlElement): boolean {
  const written = text(element, 'cbc:ChargeIndicator');
  if (written === 'true' || written === '1') return true;
  if (written === 'false' || written === '0') return false;
  throw invalid(
    `${element.path}/cbc:ChargeIndicator`,
    written === undefined ? 'is missing' : `"${excerpt(written)}" is no indicator`,
    'write true for a charge, false for an allowance',
  );
}
