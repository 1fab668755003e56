import { FIELD_OWNERS } from './owners.ts';

/** A telephone number that stands in the master for fewer days is no number to call a party back. */
export const CALL_BACK_DAYS = {
  value: 90,
  unit: 'days',
  owner: 'security',
  why: 'who has an account changed has the number changed first',
} as const;

/** All that the controls measure by, to be signed. */
export const masterDataTolerances = { owners: FIELD_OWNERS, callBackDays: CALL_BACK_DAYS };
