/**
 * The closed set of errors that a state machine may see. The names are the `ErrorEquals` literals of every ASL file.
 * A refusal by policy is a value, never one of these.
 */
export const ERROR_NAMES = [
  /** Something outside failed for a moment; trying again may help. */
  'Transient',
  /** What was read before the decision has changed: the case must gather again. */
  'FactsChanged',
  /** A state waits longer than it should by now: it must wait anew. */
  'TimeChanged',
  /** The ERP refused the command, in its own words. */
  'ErpRejected',
  /** The ledger does not authorise this command (no decision, expired, used, stopped, forged). */
  'NotAuthorised',
  /** Nobody knows whether the effect happened, and it can't be found out: a person must look. */
  'EffectUnknown',
  /** The input can't be read; trying again is pointless. */
  'InvalidInput',
  /** The ledger's chain or a MAC does not verify. */
  'LedgerBroken',
] as const;
export type ErrorName = (typeof ERROR_NAMES)[number];

/** An error whose `name` Step Functions can match by `ErrorEquals`. */
export class CountersignError extends Error {
  constructor(name: ErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

export function isErrorNamed(error: unknown, name: ErrorName): boolean {
  return error instanceof Error && error.name === name;
}
