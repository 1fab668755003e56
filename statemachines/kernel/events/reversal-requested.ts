import { documentReceived } from '../document-source.ts';
import { canonicalJson } from '../ids.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import { reversalRequest } from '../reversal.ts';
import type { EventContract } from './event-contract.ts';
import { type OutgoingEvent, outgoing } from './outgoing-event.ts';

const example = {
  schema: 1,
  serial: 1,
  reverses: {
    caseId: 'invoice-processing-6f5d0c8e4b7a49d2a1c3e5f708192a3b',
    workflow: 'invoice-processing',
    key: 'invoice-processing-6f5d0c8e4b7a49d2a1c3e5f708192a3b/post-invoice/1',
    command: 'post-invoice',
    compensation: 'credit-invoice',
    digest: 'b1946ac92492d2347c6235b4d2611184f0a7c3e15d08296b7a3f4c5d6e7f8091',
    document: {
      ...{ id: '118', number: 'SINV-2026-0042', currency: 'EUR' },
      ...{ net: '1900', tax: '380', gross: '2280', payable: '2280' },
    },
  },
  company: { code: 'MFR', id: '1' },
  exposure: { minor: 228_000, currency: 'EUR' },
  measure: { exposures: [{ minor: 228_000, currency: 'EUR' }], group: 'vendor 12' },
  reason: 'the goods went back',
  requestedBy: { subject: 'person-amara', names: ['person-amara', 'erp:amara'] },
  countersignedBy: [],
};

/** Somebody has asked for the reversal of an effect; the document is what the ledger knows of it. */
export const reversalRequested = {
  type: 'reversal.requested.v1',
  says: 'A person has asked that an effect be reversed; the document says which, and why.',
  schema: documentReceived,
  example: { document: { content: canonicalJson(example), encoding: 'utf-8' }, mediaType: 'application/json' },
} as const satisfies EventContract;

/** The event by which Intake hears of a request, from the entry by which it was made; its id is the entry's hash. */
export function reversalRequestedEvent({ caseId, hash, at, body }: LedgerEntry): OutgoingEvent {
  const content = canonicalJson(reversalRequest.parse(body['asked']));
  const data = { document: { content, encoding: 'utf-8' }, mediaType: 'application/json' };
  return outgoing(reversalRequested, { id: hash, subject: caseId, time: at, data });
}
