import type { ReviewTerms } from '../kernel/define-workflow.ts';
import { ENGLAND, FRANCE } from '../kernel/office-hours.ts';
import type { ReversalRequest } from '../kernel/reversal.ts';
import type { PostedDocumentFacts } from './facts.ts';

/** How soon people decide about a reversal. No account is paid by one, so nobody is called; whoever asked may ask again. */
export const reversalReview: ReviewTerms<ReversalRequest, PostedDocumentFacts> = {
  callBackFor: [],
  callBackDays: 90,
  callBackNumbers: () => [],
  serviceLevel: {
    currency: 'EUR',
    bands: [
      { upTo: 1_000_000, remindAfter: 8, nextAfter: 24 },
      { upTo: 5_000_000, remindAfter: 4, nextAfter: 16 },
      { remindAfter: 2, nextAfter: 8 },
    ],
  },
  calendars: { '*': FRANCE, MSL: ENGLAND },
  end: 'refuse',
};
