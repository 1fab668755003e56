import type { ReviewTerms } from '../kernel/define-workflow.ts';
import { ENGLAND, FRANCE } from '../kernel/office-hours.ts';
import { ACCOUNT_IN_DOUBT } from './cooling-off.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Invoice } from './invoice.ts';
import { vendorOf } from './matching/parties.ts';
import { LIMITS } from './tolerances.ts';

/**
 * What a review of an invoice asks of people, and how soon. Larger amounts are asked for sooner; all four human roles
 * have had their time within 12 working days. The sender hears of a refusal and may send the invoice again.
 */
export const invoiceReview: ReviewTerms<Invoice, InvoiceFacts> = {
  callBackFor: ACCOUNT_IN_DOUBT,
  callBackDays: LIMITS.callBackDays.value,
  callBackNumbers(document, facts) {
    const found = vendorOf(document, facts);
    return found.kind === 'found' ? found.party.phones : [];
  },
  serviceLevel: {
    currency: 'EUR',
    bands: [
      { upTo: 1_000_000, remindAfter: 8, nextAfter: 24 },
      { upTo: 5_000_000, remindAfter: 4, nextAfter: 16 },
      { remindAfter: 2, nextAfter: 8 },
    ],
  },
  calendars: { '*': FRANCE, MSL: ENGLAND },
  /** Five working days of eight hours. */
  answerWithin: 40,
  end: 'refuse',
};
