import { z } from 'zod';
import { type DocumentReceived, documentReceived } from '../kernel/document-source.ts';
import type { IncomingContract, OutcomeContract } from '../kernel/events/event-contract.ts';
import {
  carriedOut,
  parkedAs,
  questionAskedAs,
  refusedAs,
  reviewOpenedAs,
  withdrawnAs,
} from '../kernel/events/outcomes.ts';
import { type InvoiceAnswer, identifyAnswer, invoiceAnswer } from './question-answer.ts';
import { type InvoiceWithdrawal, identifyWithdrawal, invoiceWithdrawal } from './withdrawal.ts';

/** A supplier's invoice or credit note (UBL 2.1) has come in. */
export const invoiceReceived: IncomingContract<DocumentReceived> = {
  type: 'invoice.received.v1',
  says: 'A supplier’s invoice or credit note (UBL 2.1) has come in.',
  schema: documentReceived,
  example: {
    document: {
      key: 'invoices/7d2c4f0b91aa.xml',
      sha256: '7d2c4f0b91aa35e60c8d1e2f3a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d',
    },
    mediaType: 'application/xml',
  },
};

/** The same invoice once more, corrected: buyer, seller, kind, number and year of issue are those of the one before. */
export const invoiceCorrected: IncomingContract<DocumentReceived> = {
  ...invoiceReceived,
  type: 'invoice.corrected.v1',
  says: 'An invoice or credit note is replaced by its sender, before it is posted.',
  does: 'replaces',
};

/** Its sender takes an invoice back. */
export const invoiceWithdrawn: IncomingContract<InvoiceWithdrawal> = {
  type: 'invoice.withdrawn.v1',
  says: 'An invoice or credit note is withdrawn by its sender, before it is posted.',
  does: 'withdraws',
  schema: invoiceWithdrawal,
  example: {
    ...{ buyer: 'DE811569869', seller: 'FR40303265045', kind: 'invoice', number: 'PL-2026-1102', year: '2026' },
    reason: 'issued to the wrong company',
  },
  identify: identifyWithdrawal,
};

/** Its sender answers what a reviewer has asked about an invoice. */
export const invoiceQuestionAnswered: IncomingContract<InvoiceAnswer> = {
  type: 'invoice.question-answered.v1',
  says: 'A question about an invoice or credit note is answered by its sender, while its answer is awaited.',
  does: 'answers',
  schema: invoiceAnswer,
  example: {
    caseId: 'invoice-processing-6f5d0c8e4b7a49d2a1c3e5f708192a3b',
    question: '3f6c1f2e-8f0b-4d55-9a41-0d4f7c1b2a90',
    text: 'The second line is of your order PO-2026-0815; we had the number of the one before.',
    references: ['PO-2026-0815'],
  },
  identify: identifyAnswer,
};

const amount = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text');

/** The document as the ERP has it, read back after posting. */
const posted = carriedOut.extend({
  document: z.strictObject({
    id: z.string().describe('Of the ERP.'),
    number: z.string().describe('As the ERP numbered it; empty if it did not, which is a deviation.'),
    currency: z.string().describe('ISO 4217.'),
    net: amount.describe('Negative for a credit.'),
    tax: amount,
    gross: amount,
  }),
  paymentBlocked: z.boolean(),
  paymentBlockReason: z.string().optional().describe('Only if it is blocked: codes of findings, with commas between.'),
});

const ofEntry = (seq: number, hash: string) => ({
  caseId: 'invoice-processing-6f5d0c8e4b7a49d2a1c3e5f708192a3b',
  entry: { seq, hash },
});
const digest = 'b1946ac92492d2347c6235b4d2611184f0a7c3e15d08296b7a3f4c5d6e7f8091';

const invoicePosted: OutcomeContract<z.input<typeof posted>> = {
  type: 'invoice.posted.v1',
  says: 'An invoice is posted in the ERP.',
  stage: 'confirmed',
  command: 'post-invoice',
  schema: posted,
  pick: ({ digest, deviations, authorisationLost, document, paymentBlocked, paymentBlockReason }) => {
    const { id, number, currency, net, tax, gross } = (document ?? {}) as Readonly<Record<string, unknown>>;
    return {
      ...{ digest, deviations, authorisationLost, paymentBlocked, paymentBlockReason },
      document: { id, number, currency, net, tax, gross },
    };
  },
  example: {
    ...ofEntry(8, '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'),
    digest,
    deviations: [],
    document: { id: '118', number: 'SINV-2026-0042', currency: 'EUR', net: '1900.00', tax: '380.00', gross: '2280.00' },
    paymentBlocked: true,
    paymentBlockReason: 'BANK-ACCOUNT-UNKNOWN',
  },
};

/** What the rest of the business hears, from the ledger, once it is so. */
export const invoiceOutcomes: readonly OutcomeContract[] = [
  invoicePosted,
  refusedAs({
    type: 'invoice.refused.v1',
    example: {
      ...ofEntry(5, 'e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317'),
      reason: 'BR-CO-15',
    },
  }),
  parkedAs({
    type: 'invoice.parked.v1',
    example: {
      ...ofEntry(5, '06cf4b4b7e9b3c3b0a4b7d3e3c6d2f1a9e8b7c6d5f4a3b2c1d0e9f8a7b6c5d4e'),
      reason: 'VENDOR-UNKNOWN',
    },
  }),
  withdrawnAs({
    type: 'invoice.case-withdrawn.v1',
    example: {
      ...ofEntry(6, '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'),
      reason: 'issued to the wrong company',
    },
  }),
  questionAskedAs({
    type: 'invoice.question-asked.v1',
    example: {
      ...ofEntry(7, 'd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35'),
      event: 'billing.example/8b1f0c52-6a55-4f0e-9d0c-0a4b9c6f6f11',
      question: '3f6c1f2e-8f0b-4d55-9a41-0d4f7c1b2a90',
      text: 'Which order is the second line of?',
      until: '2026-12-04T16:00:00.000Z',
    },
  }),
  reviewOpenedAs({
    type: 'invoice.review-opened.v1',
    example: {
      ...ofEntry(5, '9b74c9897bac770ffc029102a200c5de5a1f3c6b7d8e9f0a1b2c3d4e5f607182'),
      digest,
      role: 'ap-manager',
      approvals: 1,
      findings: ['BANK-ACCOUNT-UNKNOWN', 'PRICE-OVER-TOLERANCE'],
      due: '2026-11-27T08:00:04.118Z',
    },
  }),
];
