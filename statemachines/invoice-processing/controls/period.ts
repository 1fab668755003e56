import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import { wantedOf } from '../adjustments.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { daysBetween } from '../matching/days.ts';
import { partiesOf } from '../matching/order.ts';
import { postingDateOf } from '../matching/posting-date.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('period');

/** There is an open period to book in; issue date (BT-2), tax point (BT-7) and posting date are three dates. */
export const period: InvoiceControl = {
  id: 'period',
  owner: 'finance-systems',
  find(of) {
    const { document, facts, today } = of;
    const { issueDate, taxPointDate } = document;
    const findings: Finding[] = [];
    const age = daysBetween(issueDate, today);
    if (age < -LIMITS.futureDays.value) {
      const message = `The issue date ${issueDate} lies in the future: ask for the right one.`;
      findings.push(
        say.review({ code: 'DATE-IN-FUTURE', message, terms: ['BT-2'], expected: `until ${today}`, actual: issueDate }),
      );
    }
    if (age > LIMITS.oldDays.value) {
      const message = `The issue date ${issueDate} is more than a year ago: check why it comes now.`;
      findings.push(say.review({ code: 'DATE-TOO-OLD', message, terms: ['BT-2'], actual: issueDate }));
    }
    if (!partiesOf(of)) return findings;
    const posting = postingDateOf(document, facts, wantedOf(of).postingDate);
    if (!posting) {
      const message = 'No period is open on or after the issue date: finance opens one.';
      return [...findings, say.park({ code: 'PERIOD-NONE-OPEN', message, terms: ['BT-2'], actual: issueDate })];
    }
    if (posting.moved) {
      const accrual = posting.serviceUntil ? ` The service ended on ${posting.serviceUntil}: an accrual is due.` : '';
      const message = `The period of ${issueDate} is closed: it is booked on ${posting.date}.${accrual}`;
      findings.push(
        say.warn({ code: 'PERIOD-CLOSED', message, terms: ['BT-2'], expected: posting.date, actual: issueDate }),
      );
    }
    const { start, end } = posting.period;
    if (taxPointDate && !posting.moved && (taxPointDate < start || taxPointDate > end)) {
      const message = `The tax point ${taxPointDate} belongs to another period than the posting on ${posting.date}.`;
      findings.push(
        say.warn({
          code: 'TAX-POINT-OTHER-PERIOD',
          message,
          terms: ['BT-7'],
          expected: `${start} to ${end}`,
          actual: taxPointDate,
        }),
      );
    }
    return findings;
  },
};
