import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import { wantedOf } from '../adjustments.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { bookingsOf, takesAnyAccount } from '../matching/bookings.ts';
import { partiesOf } from '../matching/order.ts';

const say = sayAs('account');

/** The company has the accounts that the booking needs; the document's own (BT-133) are never used. */
export const account: InvoiceControl = {
  id: 'account',
  owner: 'finance-systems',
  find(of) {
    if (!partiesOf(of)) return [];
    const { accounts } = of.facts;
    const findings: Finding[] = [];
    const homeless = bookingsOf(of).filter(takesAnyAccount);
    if (homeless.length > 0 && accounts.expense === undefined && wantedOf(of).account === undefined) {
      const message = 'The company has no default expense account for what has no product: finance sets it.';
      findings.push(say.park({ code: 'ACCOUNT-MISSING', message, terms: homeless.map(({ place }) => place) }));
    }
    const { rounding } = of.document.totals;
    if (rounding !== undefined && !new Decimal(rounding).isZero() && accounts.rounding === undefined) {
      const message = 'The document is rounded, and the company has no rounding account: finance sets it.';
      findings.push(say.park({ code: 'ROUNDING-ACCOUNT-MISSING', message, terms: ['BT-114'] }));
    }
    return findings;
  },
};
