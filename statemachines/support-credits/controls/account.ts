import { sayAs } from '../../kernel/controls/say.ts';
import { treatmentOf } from '../classify.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('account');

/** The company has the account that an entry of this reason is booked on. */
export const account: CreditControl = {
  id: 'account',
  owner: 'finance-systems',
  find({ document, facts: { accounts, company } }) {
    const treatment = treatmentOf(document);
    if (!company || treatment.as !== 'entry' || accounts[treatment.reason] !== undefined) return [];
    const message = `${company.name} has no account for ${treatment.reason}: set one in the ERP.`;
    return [say.park({ code: 'NO-ACCOUNT', message, terms: ['reason'], actual: document.reason })];
  },
};
