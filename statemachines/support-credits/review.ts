import type { ReviewTerms } from '../kernel/define-workflow.ts';
import { ENGLAND, FRANCE } from '../kernel/office-hours.ts';
import type { Claim } from './claim.ts';
import type { CreditFacts } from './facts.ts';

/** How soon people decide about a credit: a customer waits. No account is paid by one, so nobody is called; who asked may ask again. */
export const creditReview: ReviewTerms<Claim, CreditFacts> = {
  callBackFor: [],
  callBackDays: 90,
  callBackNumbers: () => [],
  serviceLevel: {
    currency: 'EUR',
    bands: [
      { upTo: 100_000, remindAfter: 8, nextAfter: 24 },
      { upTo: 1_000_000, remindAfter: 4, nextAfter: 16 },
      { remindAfter: 2, nextAfter: 8 },
    ],
  },
  calendars: { '*': FRANCE, MSL: ENGLAND },
  end: 'refuse',
};
