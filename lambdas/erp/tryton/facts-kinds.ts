import type { Facets } from '../../gather/run.ts';
import { creditFactsFrom } from './read-credit-facts.ts';
import { invoiceFactsFrom } from './read-invoice-facts.ts';
import { partyFactsFrom } from './read-party-facts.ts';
import { postedDocumentFrom, postedDocumentQuery } from './read-posted-document.ts';
import { requisitionFactsFrom } from './read-requisition-facts.ts';

/** How facts of one kind are read from this ERP. */
export interface FactsKind {
  /** Of the module's `countersign.command`; it is given the query. */
  readonly method: string;
  /** The query as the method takes it, where it is not the workflow's own. */
  readonly queryOf?: (query: Readonly<Record<string, unknown>>) => unknown;
  /** The answer as facts, still to be parsed by the workflow's schema; `readAt` is when the reading began, now if it is not said. */
  readonly factsFrom: (answer: unknown, inFlight: readonly Facets[], readAt?: Date) => unknown;
}

/** All kinds of facts that this ERP gives. */
export const FACTS_KINDS: ReadonlyMap<string, FactsKind> = new Map<string, FactsKind>([
  ['invoice', { method: 'invoice_facts', factsFrom: invoiceFactsFrom }],
  ['customer-credit', { method: 'credit_facts', factsFrom: creditFactsFrom }],
  ['party', { method: 'party_facts', factsFrom: (answer, _, readAt) => partyFactsFrom(answer, readAt) }],
  ['requisition', { method: 'requisition_facts', factsFrom: requisitionFactsFrom }],
  [
    'posted-document',
    {
      method: 'posted_document',
      queryOf: postedDocumentQuery,
      factsFrom: (answer, _, readAt) => postedDocumentFrom(answer, readAt),
    },
  ],
]);
