import { z } from 'zod';
import { type DocumentReceived, documentReceived } from '../kernel/document-source.ts';
import type { IncomingContract, OutcomeContract } from '../kernel/events/event-contract.ts';
import { carriedOut, parkedAs, refusedAs, reviewOpenedAs, withdrawnAs } from '../kernel/events/outcomes.ts';
import { exampleClaim } from './example-claim.ts';
import { type ClaimWithdrawal, claimWithdrawal, identifyClaimWithdrawal } from './withdrawal.ts';

/** The support platform asks for a credit. */
export const creditRequested: IncomingContract<DocumentReceived> = {
  type: 'credit.requested.v1',
  says: 'The support platform asks for a credit of a customer; the subject is the claim’s id.',
  schema: documentReceived,
  example: {
    document: { content: JSON.stringify(exampleClaim), encoding: 'utf-8' },
    mediaType: 'application/json',
  },
};

/** The support platform takes a claim back. */
export const creditWithdrawn: IncomingContract<ClaimWithdrawal> = {
  type: 'credit.withdrawn.v1',
  says: 'A claim of a credit is withdrawn by the support platform, before it is posted.',
  does: 'withdraws',
  schema: claimWithdrawal,
  example: { company: 'MFR', claim: 'CLM-2026-0815', reason: 'the customer has taken another offer' },
  identify: identifyClaimWithdrawal,
};

const amount = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text');

/** The credit as the ERP has it, read back after posting. */
const posted = carriedOut.extend({
  document: z.strictObject({
    id: z.string().describe('Of the ERP.'),
    number: z.string().describe('As the ERP numbered it; empty if it did not, which is a deviation.'),
    currency: z.string().describe('ISO 4217.'),
    net: amount.describe('Negative.'),
    tax: amount.describe('Negative; 0 for an entry outside VAT.'),
    gross: amount,
    payable: amount.describe('What the credit leaves to the customer: 0 where it cleared an open invoice.'),
  }),
});

const ofEntry = (seq: number, hash: string) => ({
  caseId: 'support-credits-6f5d0c8e4b7a49d2a1c3e5f708192a3b',
  entry: { seq, hash },
});
const digest = 'b1946ac92492d2347c6235b4d2611184f0a7c3e15d08296b7a3f4c5d6e7f8091';

const creditPosted: OutcomeContract<z.input<typeof posted>> = {
  type: 'credit.posted.v1',
  says: 'A credit of a customer is posted in the ERP.',
  stage: 'confirmed',
  command: 'post-credit',
  schema: posted,
  pick: ({ digest, deviations, authorisationLost, document }) => {
    const { id, number, currency, net, tax, gross, payable } = Object(document) as Readonly<Record<string, unknown>>;
    return { digest, deviations, authorisationLost, document: { id, number, currency, net, tax, gross, payable } };
  },
  example: {
    ...ofEntry(8, '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'),
    digest,
    deviations: [],
    document: {
      ...{ id: '207', number: 'CRN-2026-0007', currency: 'EUR' },
      ...{ net: '-120', tax: '-24', gross: '-144', payable: '-144' },
    },
  },
};

/** What the rest of the business hears, from the ledger, once it is so. */
export const creditOutcomes: readonly OutcomeContract[] = [
  creditPosted,
  refusedAs({
    type: 'credit.refused.v1',
    example: {
      ...ofEntry(5, 'e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317'),
      reason: 'DUPLICATE-CLAIM',
    },
  }),
  parkedAs({
    type: 'credit.parked.v1',
    example: {
      ...ofEntry(5, '06cf4b4b7e9b3c3b0a4b7d3e3c6d2f1a9e8b7c6d5f4a3b2c1d0e9f8a7b6c5d4e'),
      reason: 'SEVERAL-INVOICES',
    },
  }),
  withdrawnAs({
    type: 'credit.case-withdrawn.v1',
    example: {
      ...ofEntry(6, '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'),
      reason: 'the customer has taken another offer',
    },
  }),
  reviewOpenedAs({
    type: 'credit.review-opened.v1',
    example: {
      ...ofEntry(5, '9b74c9897bac770ffc029102a200c5de5a1f3c6b7d8e9f0a1b2c3d4e5f607182'),
      digest,
      role: 'support-lead',
      approvals: 1,
      findings: ['AMOUNT-DIFFERS'],
      due: '2026-11-27T08:00:04.118Z',
    },
  }),
];
