import { z } from 'zod';
import { type DocumentReceived, documentReceived } from '../kernel/document-source.ts';
import type { IncomingContract, OutcomeContract } from '../kernel/events/event-contract.ts';
import { carriedOut, parkedAs, refusedAs, reviewOpenedAs, withdrawnAs } from '../kernel/events/outcomes.ts';

const request = {
  ...{ schema: 1, id: 'SP-2026-0311', role: 'vendor', code: 'V-100', name: 'Papeterie Lumière SARL' },
  change: { field: 'bank-account', from: ['FR7630006000011234567890189'], add: 'FR1420041010050500013M02606' },
  reason: 'The vendor has changed its bank.',
};

/** A system that owns a field of a vendor or customer asks to have it changed. */
export const changeRequested: IncomingContract<DocumentReceived> = {
  type: 'party.change-requested.v1',
  says: 'The system that owns a field of a vendor or customer asks to have it changed; the subject is the party’s code.',
  schema: documentReceived,
  example: {
    document: { content: JSON.stringify(request), encoding: 'utf-8' },
    mediaType: 'application/json',
  },
};

const changed = carriedOut.extend({
  record: z.strictObject({
    id: z.string().describe('Of the ERP.'),
    number: z.string().describe('The party’s code; empty if it has none, which is a deviation for nobody.'),
    version: z.string().describe('Of the record after the change.'),
    field: z.string().describe('What was changed of it; never the value.'),
  }),
});

const ofEntry = (seq: number, hash: string) => ({
  caseId: 'master-data-6f5d0c8e4b7a49d2a1c3e5f708192a3b',
  entry: { seq, hash },
});
const digest = 'b1946ac92492d2347c6235b4d2611184f0a7c3e15d08296b7a3f4c5d6e7f8091';

const partyChanged: OutcomeContract<z.input<typeof changed>> = {
  type: 'party.changed.v1',
  says: 'A field of a vendor or customer is changed in the ERP.',
  stage: 'confirmed',
  command: 'change-party',
  schema: changed,
  pick: ({ digest, deviations, authorisationLost, record }) => {
    const { id, number, version, field } = (record ?? {}) as Readonly<Record<string, unknown>>;
    return { digest, deviations, authorisationLost, record: { id, number, version, field } };
  },
  example: {
    ...ofEntry(9, '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'),
    digest,
    deviations: [],
    record: { id: '12', number: 'V-100', version: '2026-11-24T08:00:04.118', field: 'bank-account' },
  },
};

/** What the rest of the business hears, from the ledger, once it is so. */
export const masterDataOutcomes: readonly OutcomeContract[] = [
  partyChanged,
  refusedAs({
    type: 'party.change-refused.v1',
    example: {
      ...ofEntry(5, 'e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317'),
      reason: 'FIELD-NOT-OWNED',
    },
  }),
  parkedAs({
    type: 'party.change-parked.v1',
    example: {
      ...ofEntry(5, '06cf4b4b7e9b3c3b0a4b7d3e3c6d2f1a9e8b7c6d5f4a3b2c1d0e9f8a7b6c5d4e'),
      reason: 'PARTY-UNKNOWN',
    },
  }),
  withdrawnAs({
    type: 'party.change-withdrawn.v1',
    example: {
      ...ofEntry(6, '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'),
      reason: 'asked for by mistake',
    },
  }),
  reviewOpenedAs({
    type: 'party.change-review-opened.v1',
    example: {
      ...ofEntry(5, '9b74c9897bac770ffc029102a200c5de5a1f3c6b7d8e9f0a1b2c3d4e5f607182'),
      digest,
      ...{ role: 'controller', approvals: 2, second: 'steward' },
      findings: ['BANK-ACCOUNT-CHANGE'],
      due: '2026-11-27T08:00:04.118Z',
    },
  }),
];
