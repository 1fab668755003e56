import { sayAs } from '../../kernel/controls/say.ts';
import { masked } from '../../kernel/masked.ts';
import { compact } from '../../kernel/normalise.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { daysBetween } from '../matching/days.ts';
import { vendorOf } from '../matching/parties.ts';
import { isSeller } from '../matching/payee.ts';
import { classOf } from '../matching/sense.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('account-age');
const { value: coolingOff } = LIMITS.coolingOffDays;

/**
 * No account to which the vendor is to be paid is new in the master: any of its accounts where the document (BT-84) names
 * none. Who has an account changed by a false letter uses it at once.
 */
export const accountAge: InvoiceControl = {
  id: 'account-age',
  owner: 'security',
  find({ document, facts, today }) {
    const found = vendorOf(document, facts);
    if (found.kind !== 'found' || classOf(document) === 'credit') return [];
    const { name, accounts } = found.party;
    if (document.payee && !isSeller(document.payee, found.party)) return [];
    const named = new Set(document.payment.flatMap(({ account }) => (account ? compact(account) : [])));
    const paid = accounts.filter(({ number, active }) => active && (named.size === 0 || named.has(compact(number))));
    return paid
      .filter(({ since }) => daysBetween(since, today) < coolingOff)
      .map(({ number, since }) => {
        const message = `The account of ${name} was entered or changed on ${since}, less than ${coolingOff} days ago: call the vendor on a number that is older than the change.`;
        return say.review({ code: 'BANK-ACCOUNT-RECENT', message, terms: ['BT-84'], actual: masked(number) });
      });
  },
};
