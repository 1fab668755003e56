import type { DecimalText } from '../../kernel/decimal.ts';
import type { Fault } from './draft.ts';
import { decimal, one } from './read.ts';
import type { XmlElement } from './xml.ts';

/** Reads an amount and takes note of a currencyID that is not the document's. */
export type ReadAmount = (of: XmlElement | undefined, ...path: string[]) => DecimalText | undefined;

/**
 * A reader of amounts in `currency` (BT-5; `undefined` accepts any). Each in another currency is a fault: Peppol BIS
 * Billing 3.0 R051 allows one for BT-111 only.
 */
export function amountsIn(currency: string | undefined, faults: Fault[]): ReadAmount {
  return (of, ...path) => {
    const element = one(of, ...path);
    const written = element?.attributes.get('currencyID');
    if (element && written && currency && written !== currency)
      faults.push({
        code: 'PEPPOL-EN16931-R051',
        place: element.path,
        what: `is in ${written.slice(0, 10)}, the document in ${currency}`,
        terms: ['BT-5'],
      });
    return decimal(of, ...path);
  };
}
