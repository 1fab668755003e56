import type { Command, ExpectedVersion } from '../../statemachines/kernel/proposal.ts';

/** One document in the ERP, as read back after posting. Amounts are decimal text in `currency`. */
export interface ErpDocument {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  /** What its open items leave to pay; zero once it is paid, negative for a credit. */
  readonly payable: string;
  readonly state: string;
  /** Debits equal credits in the ledger entry behind it. */
  readonly balanced: boolean;
}

/** One record of master data in the ERP, as read back after it was changed. */
export interface MasterRecord {
  readonly id: string;
  /** What people call it by: its code. */
  readonly number: string;
  readonly version: string;
  /** What stands there now, by field; of a field of several values, all of them. Compared only, and kept nowhere. */
  readonly fields: Readonly<Record<string, string | boolean | readonly string[]>>;
}

/** One purchase order in the ERP, as read back after it was placed; nothing of it is booked. Amounts are decimal text in `currency`. */
export interface ErpOrder {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly state: string;
  /** How many it has. */
  readonly lines: number;
}

/** What an ERP answers an effect with: the document that it posted, the record that it changed, or the order that it placed. */
export type ErpEffect = ErpDocument | MasterRecord | ErpOrder;

export const isDocument = (effect: ErpEffect): effect is ErpDocument => 'balanced' in effect;
export const isOrder = (effect: ErpEffect): effect is ErpOrder => 'lines' in effect;
export const isRecord = (effect: ErpEffect): effect is MasterRecord => 'fields' in effect;

/** What goes with a command and is no part of it: never of its payload, its key or its digest. */
export interface Accompanying {
  /** W3C trace context of the event that brought the case, for whoever looks at the document in the ERP. */
  readonly traceparent?: string;
}

/**
 * What an ERP must offer to be written to. Every method may throw the errors of `errors.ts`, and no others.
 * An adapter whose ERP does not enforce `idempotencyKey` as unique says so: an unknown effect then goes to a person.
 */
export interface ErpWriter {
  readonly enforcesKey: boolean;
  /** The versions that these entities have now. */
  versions(of: readonly ExpectedVersion[]): Promise<readonly ExpectedVersion[]>;
  /** Carries it out and reads back under the command's key. What only accompanies it never stops it. */
  post(command: Command, digest: string, accompanying?: Accompanying): Promise<ErpEffect>;
  /** What was carried out under the key, if anything. `ErpRefused` means only: the key has another digest. */
  probe(command: Command, digest: string): Promise<ErpEffect | undefined>;
}
