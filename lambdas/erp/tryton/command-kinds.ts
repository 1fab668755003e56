import type { ErpRefused } from '../errors.ts';
import type { ErpEffect } from '../port.ts';
import { changeOf, partyRecord, withoutValues } from './change-party.ts';
import { erpOrder, orderOf } from './place-order.ts';
import { creditOf } from './post-credit.ts';
import { documentOf, erpDocument } from './post-invoice.ts';
import { reversalOf } from './reverse-invoice.ts';

/** The service users that write: each may read, do what its commands need, and nothing of the other's. */
export type WritingUser = 'poster' | 'steward' | 'buyer' | 'crediter';

/** How commands of one kind are executed by this ERP. */
export interface CommandKind {
  /** Whose right it takes. */
  readonly by: WritingUser;
  /** Of the module's `countersign.command`: `(key, digest, document, traceparent)`, answered by `lookup` too. */
  readonly method: string;
  /** The payload as the method takes it. Throws ErpRefused if it is none. */
  readonly documentOf: (payload: unknown) => Readonly<Record<string, unknown>>;
  /** What the method read back, and recorded. Throws ErpUnknown if it can't be read. */
  readonly readBack: (result: unknown) => ErpEffect;
  /** What of a refusal may be kept; all of it without. */
  readonly kept?: (refusal: ErpRefused) => ErpRefused;
}

/** All kinds of commands that this ERP has. */
export const COMMAND_KINDS: ReadonlyMap<string, CommandKind> = new Map<string, CommandKind>([
  ['post-credit', { by: 'crediter', method: 'post_credit', documentOf: creditOf, readBack: erpDocument }],
  ['post-invoice', { by: 'poster', method: 'post_invoice', documentOf, readBack: erpDocument }],
  ['reverse-invoice', { by: 'poster', method: 'reverse_invoice', documentOf: reversalOf, readBack: erpDocument }],
  ['place-order', { by: 'buyer', method: 'place_order', documentOf: orderOf, readBack: erpOrder }],
  [
    'change-party',
    { by: 'steward', method: 'change_party', documentOf: changeOf, readBack: partyRecord, kept: withoutValues },
  ],
]);
