import type { Finding } from '../kernel/finding.ts';

/** Findings with which an approved invoice is booked, and stays blocked for payment until somebody has cleared them. */
const BLOCKING_PAYMENT: ReadonlySet<string> = new Set([
  'ASSIGNMENT-IGNORED',
  'BANK-ACCOUNT-RECENT',
  'BANK-ACCOUNT-UNKNOWN',
  'IBAN-INVALID',
  'PAYEE-NOT-SELLER',
  'PREPAYMENT-AMBIGUOUS',
  'PREPAYMENT-EXCEEDS',
  'PREPAYMENT-UNMATCHED',
  'VENDOR-ON-HOLD',
  'VENDOR-VAT-DIFFERS',
]);

/** Why the payment is blocked: the codes, sorted; `undefined` if it is not. */
export function paymentBlockOf(findings: readonly Finding[]): string | undefined {
  const codes = new Set(findings.map(({ code }) => code).filter((code) => BLOCKING_PAYMENT.has(code)));
  return codes.size > 0 ? [...codes].sort().join(', ') : undefined;
}
