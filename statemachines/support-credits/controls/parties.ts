import { sayAs } from '../../kernel/controls/say.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('parties');

/** Company and customer are those of the ERP; nobody is created, and a customer that is no longer active is credited by hand. */
export const parties: CreditControl = {
  id: 'parties',
  owner: 'process-owner',
  find({ document, facts: { company, customer } }) {
    const unknown = (code: string, what: string, value: string) =>
      say.park({
        code,
        message: `The ERP knows no ${what} ${value}: mend the master data.`,
        terms: [what],
        actual: value,
      });
    return [
      ...(company ? [] : [unknown('COMPANY-UNKNOWN', 'company', document.company)]),
      ...(customer ? standing(customer) : [unknown('CUSTOMER-UNKNOWN', 'customer', document.customer)]),
    ];
  },
};

function standing({ code, active, hold }: { readonly code: string; readonly active: boolean; readonly hold: boolean }) {
  const terms = ['customer'];
  const inactive = `Customer ${code} is no longer active in the ERP: find out who is to get the credit.`;
  const held = `Customer ${code} is on hold in the ERP: a credit would be set off or paid out meanwhile.`;
  return [
    ...(active ? [] : [say.park({ code: 'CUSTOMER-INACTIVE', message: inactive, terms })]),
    ...(hold ? [say.review({ code: 'CUSTOMER-ON-HOLD', message: held, terms })] : []),
  ];
}
