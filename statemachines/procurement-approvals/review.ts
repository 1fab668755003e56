import type { ReviewTerms } from '../kernel/define-workflow.ts';
import { ENGLAND, FRANCE } from '../kernel/office-hours.ts';
import type { RequisitionFacts } from './facts.ts';
import type { Requisition } from './requisition.ts';

/** What a review of a requisition asks of people, and how soon. The requester hears of a refusal and may amend it. */
export const procurementReview: ReviewTerms<Requisition, RequisitionFacts> = {
  callBackFor: [],
  callBackDays: 0,
  callBackNumbers: () => [],
  serviceLevel: {
    currency: 'EUR',
    bands: [
      { upTo: 500_000, remindAfter: 8, nextAfter: 16 },
      { upTo: 5_000_000, remindAfter: 8, nextAfter: 24 },
      { remindAfter: 4, nextAfter: 16 },
    ],
  },
  calendars: { '*': FRANCE, MSL: ENGLAND },
  end: 'refuse',
};
