import type { ReviewTerms } from '../kernel/define-workflow.ts';
import type { WorkingCalendar } from '../kernel/working-time.ts';
import type { Claim } from './claim.ts';
import type { CreditFacts } from './facts.ts';

const OFFICE = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } as const;
const FRANCE: WorkingCalendar = { ...OFFICE, timeZone: 'Europe/Paris', holidays: { country: 'FR' } };
const ENGLAND: WorkingCalendar = { ...OFFICE, timeZone: 'Europe/London', holidays: { country: 'GB', region: 'ENG' } };

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
