import type { CreditControl } from '../credit-case.ts';
import { account } from './account.ts';
import { amount } from './amount.ts';
import { cap } from './cap.ts';
import { contract } from './contract.ts';
import { cumulative } from './cumulative.ts';
import { currency } from './currency.ts';
import { duplicate } from './duplicate.ts';
import { invoice } from './invoice.ts';
import { outage } from './outage.ts';
import { overCredit } from './over-credit.ts';
import { parties } from './parties.ts';
import { period } from './period.ts';
import { requester } from './requester.ts';
import { structuring } from './structuring.ts';
import { taxes } from './taxes.ts';
import { treatment } from './treatment.ts';

/** Every control of a claim; who asks for whom comes first. All run; none skips another. */
export const creditControls: readonly CreditControl[] = [
  ...[requester, parties, invoice, taxes, contract, currency],
  ...[duplicate, treatment, outage, amount, cap, overCredit],
  ...[cumulative, structuring, account, period],
];
