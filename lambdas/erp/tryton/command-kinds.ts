import type { ErpDocument } from '../port.ts';
import { documentOf, erpDocument } from './post-invoice.ts';
import { reversalOf } from './reverse-invoice.ts';

/** How commands of one kind are executed by this ERP. */
export interface CommandKind {
  /** Of the module's `countersign.command`: `(key, digest, document, traceparent)`, answered by `lookup` too. */
  readonly method: string;
  /** The payload as the method takes it. Throws ErpRefused if it is none. */
  readonly documentOf: (payload: unknown) => Readonly<Record<string, unknown>>;
  /** What the method read back, and recorded. Throws ErpUnknown if it can't be read. */
  readonly readBack: (result: unknown) => ErpDocument;
}

/** All kinds of commands that this ERP has. */
export const COMMAND_KINDS: ReadonlyMap<string, CommandKind> = new Map<string, CommandKind>([
  ['post-invoice', { method: 'post_invoice', documentOf, readBack: erpDocument }],
  ['reverse-invoice', { method: 'reverse_invoice', documentOf: reversalOf, readBack: erpDocument }],
]);
