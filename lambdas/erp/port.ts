import { Decimal } from '../../statemachines/kernel/decimal.ts';
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
  /** Creates, posts and reads back under the command's key. What only accompanies it never stops it. */
  post(command: Command, digest: string, accompanying?: Accompanying): Promise<ErpDocument>;
  /** The document that was posted under the key, if any. `ErpRefused` means only: the key has another digest. */
  probe(command: Command, digest: string): Promise<ErpDocument | undefined>;
}

const PARTS = ['net', 'tax', 'gross', 'payable'] as const;

/** Why a document read back is not what was proposed; none if it is. */
export function deviations(document: ErpDocument, command: Command): string[] {
  const totals = (command.payload['totals'] ?? {}) as Partial<Record<(typeof PARTS)[number], string>>;
  const faults: string[] = [];
  if (document.number === '') faults.push('the document has no number');
  if (!document.balanced) faults.push('its entry is not balanced');
  if (document.state !== 'posted' && document.state !== 'paid') faults.push(`it is ${document.state}, not posted`);
  const { currency } = command.payload;
  if (document.currency !== currency) faults.push(`its currency is ${document.currency}, proposed ${String(currency)}`);
  if (command.payload['totals'] === undefined && command.payload['undoes'] !== undefined) return faults;
  for (const part of PARTS) {
    const proposed = totals[part];
    if (proposed !== undefined && new Decimal(document[part]).equals(proposed)) continue;
    faults.push(`${part} is ${document[part]}, proposed ${proposed}`);
  }
  return faults;
}
