import type { PartyControl } from '../party-case.ts';
import { account } from './account.ts';
import { consequence } from './consequence.ts';
import { current } from './current.ts';
import { mergeCandidate } from './merge-candidate.ts';
import { owner } from './owner.ts';
import { party } from './party.ts';
import { taxId } from './tax-id.ts';

/** Every control of a change of master data; who may ask at all comes first. All run; none skips another. */
export const masterDataControls: readonly PartyControl[] = [
  owner,
  party,
  current,
  account,
  taxId,
  consequence,
  mergeCandidate,
];
