import type { ReviewTerms } from '../kernel/define-workflow.ts';
import type { ChangeRequest } from './change-request.ts';
import type { PartyFacts } from './facts.ts';
import { partyMeant } from './matching/party-meant.ts';
import { CALL_BACK_DAYS } from './tolerances.ts';

/** What a review of a change asks of people, and how soon. The sender hears of a refusal and may ask again. */
export const masterDataReview: ReviewTerms<ChangeRequest, PartyFacts> = {
  callBackFor: ['BANK-ACCOUNT-CHANGE'],
  callBackDays: CALL_BACK_DAYS.value,
  callBackNumbers(document, facts) {
    const meant = partyMeant(document, facts);
    return meant.kind === 'found' ? meant.party.phones : [];
  },
  serviceLevel: { currency: 'EUR', bands: [{ remindAfter: 8, nextAfter: 24 }] },
  calendars: {
    '*': { timeZone: 'Europe/Paris', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: { country: 'FR' } },
  },
  end: 'refuse',
};
