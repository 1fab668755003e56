import type { LedgerEntry } from './ledger-entry.ts';
import { reversalKeyOf } from './reversal.ts';
import { handPosting } from './statements.ts';

/** What has taken an effect back, as the case of its reversal says. */
export interface TakenBack {
  /** In the ERP; of what a person did there by hand only the number, as they say it. */
  readonly document: { readonly id?: string; readonly number: string };
  readonly byHand: boolean;
}

/** Of the case of a reversal, what {@link takenBackBy} relies on. */
export const saysTakenBack = ({ stage }: LedgerEntry): boolean =>
  stage === 'confirmed' || stage === 'exception-resolved' || stage === 'exception-taken-back';

/**
 * What has taken back the effect of a key: the credit, if it is exactly what was decided or somebody has accepted it as it
 * is, or what a person says that they have done by hand. A credit that deviates takes nothing back.
 */
export function takenBackBy(reversal: readonly LedgerEntry[], key: string): TakenBack | undefined {
  const credit = reversal.find(
    ({ stage, body }) => stage === 'confirmed' && body['idempotencyKey'] === reversalKeyOf(key),
  );
  if (credit && (isExact(credit) || reversal.some((entry) => accepts(entry, credit)))) {
    const { id, number } = Object(credit.body['document']) as Readonly<Record<string, unknown>>;
    return { document: { id: String(id), number: String(number) }, byHand: false };
  }
  const said = handPosting(reversal);
  return said && { document: { number: String(said.body['document']) }, byHand: true };
}

const isExact = ({ body: { deviations } }: LedgerEntry) => !(Array.isArray(deviations) && deviations.length > 0);

const accepts = ({ stage, body }: LedgerEntry, { seq }: LedgerEntry) =>
  stage === 'exception-resolved' && body['resolution'] === 'accept-as-is' && body['opened'] === seq;
