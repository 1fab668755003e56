import { z } from 'zod';
import { type DocumentReceived, documentReceived } from '../kernel/document-source.ts';
import type { IncomingContract, OutcomeContract } from '../kernel/events/event-contract.ts';
import { carriedOut, parkedAs, refusedAs, reviewOpenedAs, withdrawnAs } from '../kernel/events/outcomes.ts';
import { identifyWithdrawal, type RequisitionWithdrawal, requisitionWithdrawal } from './identify.ts';

const requisition = {
  ...{ schema: 1, id: 'REQ-2026-0042', company: 'MFR', requester: 'person-amara', costCentre: 'CC-OFFICE' },
  ...{ currency: 'EUR', vendor: { code: 'V-1001' }, reason: 'Paper for the next quarter.' },
  lines: [
    {
      ...{
        id: '1',
        category: 'office-supplies',
        description: 'A4 paper 80 g, box of 5 reams',
        product: 'P-PAPER',
        taxCode: 'FR-S20-G',
      },
      ...{ quantity: '20', unitPrice: '18.50', wantedBy: '2026-12-10' },
    },
  ],
};

/** Somebody asks for something to be ordered. */
export const requisitionSubmitted: IncomingContract<DocumentReceived> = {
  type: 'requisition.submitted.v1',
  says: 'Somebody asks for something to be ordered; the subject is the requisition’s id.',
  schema: documentReceived,
  example: {
    document: { content: JSON.stringify(requisition), encoding: 'utf-8' },
    mediaType: 'application/json',
  },
};

/** The same requisition once more, amended: company and id are those of the one before. */
export const requisitionAmended: IncomingContract<DocumentReceived> = {
  ...requisitionSubmitted,
  type: 'requisition.amended.v1',
  says: 'A requisition is replaced by its sender, before it is ordered.',
  does: 'replaces',
};

/** Its sender takes a requisition back. */
export const requisitionWithdrawn: IncomingContract<RequisitionWithdrawal> = {
  type: 'requisition.withdrawn.v1',
  says: 'A requisition is withdrawn by its sender, before it is ordered.',
  does: 'withdraws',
  schema: requisitionWithdrawal,
  example: { company: 'MFR', id: 'REQ-2026-0042', reason: 'no longer needed' },
  identify: identifyWithdrawal,
};

const amount = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text');

/** The order as the ERP has it, read back after it was confirmed. */
const placed = carriedOut.extend({
  order: z.strictObject({
    id: z.string().describe('Of the ERP.'),
    number: z.string().describe('As the ERP numbered it; empty if it did not, which is a deviation.'),
    currency: z.string().describe('ISO 4217.'),
    net: amount,
    tax: amount,
    gross: amount,
  }),
});

const ofEntry = (seq: number, hash: string) => ({
  caseId: 'procurement-approvals-6f5d0c8e4b7a49d2a1c3e5f708192a3b',
  entry: { seq, hash },
});
const digest = 'b1946ac92492d2347c6235b4d2611184f0a7c3e15d08296b7a3f4c5d6e7f8091';

const orderPlaced: OutcomeContract<z.input<typeof placed>> = {
  type: 'purchase-order.placed.v1',
  says: 'A requisition is ordered: the purchase order is confirmed in the ERP.',
  stage: 'confirmed',
  command: 'place-order',
  schema: placed,
  pick: ({ digest, deviations, authorisationLost, order, document }) => {
    const { id, number, currency, net, tax, gross } = (order ?? document ?? {}) as Readonly<Record<string, unknown>>;
    return { digest, deviations, authorisationLost, order: { id, number, currency, net, tax, gross } };
  },
  example: {
    ...ofEntry(8, '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'),
    digest,
    deviations: [],
    order: { id: '42', number: 'PO-2026-0042', currency: 'EUR', net: '370.00', tax: '74.00', gross: '444.00' },
  },
};

/** What the rest of the business hears, from the ledger, once it is so. */
export const procurementOutcomes: readonly OutcomeContract[] = [
  orderPlaced,
  refusedAs({
    type: 'requisition.refused.v1',
    example: {
      ...ofEntry(5, 'e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317'),
      reason: 'WANTED-IN-THE-PAST',
    },
  }),
  parkedAs({
    type: 'requisition.parked.v1',
    example: {
      ...ofEntry(5, '06cf4b4b7e9b3c3b0a4b7d3e3c6d2f1a9e8b7c6d5f4a3b2c1d0e9f8a7b6c5d4e'),
      reason: 'BUDGET-EXCEEDED',
    },
  }),
  withdrawnAs({
    type: 'requisition.case-withdrawn.v1',
    example: {
      ...ofEntry(6, '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'),
      reason: 'no longer needed',
    },
  }),
  reviewOpenedAs({
    type: 'requisition.review-opened.v1',
    example: {
      ...ofEntry(5, '9b74c9897bac770ffc029102a200c5de5a1f3c6b7d8e9f0a1b2c3d4e5f607182'),
      digest,
      ...{ role: 'procurement-manager', approvals: 1 },
      findings: ['QUOTES-MISSING', 'SPLITTING'],
      due: '2026-11-27T08:00:04.118Z',
    },
  }),
];
