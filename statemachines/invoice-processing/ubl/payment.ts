import type { Invoice } from '../invoice.ts';
import { atMost } from './bounded.ts';
import { all, present, text } from './read.ts';
import type { XmlElement } from './xml.ts';

/** Every payment means (BG-16) with its account (BG-17) as written: IBANs with spaces, accounts that are no IBAN. */
export function readPayment(root: XmlElement): Invoice['payment'] {
  return atMost(100, root, 'cac:PaymentMeans').map((means) =>
    present({
      meansCode: text(means, 'cbc:PaymentMeansCode'),
      remittance: text(all(means, 'cbc:PaymentID')[0]),
      account: text(means, 'cac:PayeeFinancialAccount', 'cbc:ID'),
      accountName: text(means, 'cac:PayeeFinancialAccount', 'cbc:Name'),
    }),
  );
}
