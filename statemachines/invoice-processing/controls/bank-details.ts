import { isValidIBAN, ValidationErrorsIBAN, validateIBAN } from 'ibantools';
import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import { masked } from '../../kernel/masked.ts';
import { compact } from '../../kernel/normalise.ts';
import type { VendorFacts } from '../facts.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { vendorOf } from '../matching/parties.ts';
import { assignedTo, isSeller, validAssignments } from '../matching/payee.ts';
import { classOf } from '../matching/sense.ts';

const say = sayAs('bank-details');

/**
 * Every account of the document (BT-84) is one of the vendor's, or the assignee's; a payee other than the seller has a
 * recorded assignment. What the document says is compared only: payment always follows the master.
 */
export const bankDetails: InvoiceControl = {
  id: 'bank-details',
  owner: 'security',
  find({ document, facts, today }) {
    const accounts = [...new Set(document.payment.flatMap(({ account }) => account ?? []))];
    const invalid = accounts.flatMap(ibanFault);
    const found = vendorOf(document, facts);
    if (found.kind !== 'found') return invalid;
    const vendor = found.party;
    const valid = validAssignments(vendor, today);
    const payee = document.payee && !isSeller(document.payee, vendor) ? document.payee : undefined;
    const assigned = payee ? valid.filter((assignment) => assignedTo(payee, assignment)) : [];
    if (payee && assigned.length === 0) return [...invalid, notSeller(payee.name ?? 'somebody else', vendor)];
    const allowed = payee ? assigned.map(({ account }) => account) : activeAccounts(vendor);
    const known = new Set(allowed.map(compact));
    const unknown = accounts.filter((account) => !known.has(compact(account)));
    const ignored = !payee && valid.length > 0 && classOf(document) === 'debit';
    return [
      ...invalid,
      ...unknown.map((account) => notOnFile(account, vendor, payee?.name)),
      ...(ignored ? [assignmentIgnored(vendor, valid[0]?.payee.name)] : []),
    ];
  },
};

const activeAccounts = ({ accounts }: VendorFacts) =>
  accounts.filter(({ active }) => active).map(({ number }) => number);

/** ISO 13616 length and check digits; national check digits are the bank's business. */
const FAULTS: Readonly<Partial<Record<ValidationErrorsIBAN, string>>> = {
  [ValidationErrorsIBAN.NoIBANCountry]: 'the country has no IBAN',
  [ValidationErrorsIBAN.WrongBBANLength]: 'wrong length',
  [ValidationErrorsIBAN.WrongBBANFormat]: 'wrong format for its country',
  [ValidationErrorsIBAN.ChecksumNotNumber]: 'check digits are no digits',
  [ValidationErrorsIBAN.WrongIBANChecksum]: 'wrong check digits',
};

function ibanFault(account: string): Finding[] {
  const iban = compact(account);
  if (!/^[A-Z]{2}\d{2}/.test(iban) || isValidIBAN(iban)) return [];
  const faults = validateIBAN(iban).errorCodes.flatMap((code) => FAULTS[code] ?? []);
  if (faults.length === 0) return [];
  const message = `The account is no valid IBAN (${faults.join(', ')}): ask the vendor over a known contact, never by the document's.`;
  return [say.review({ code: 'IBAN-INVALID', message, terms: ['BT-84'], actual: masked(account) })];
}

function notOnFile(account: string, vendor: VendorFacts, payee?: string): Finding {
  const whose = payee ? `recorded in the assignment to ${payee}` : `on file for ${vendor.name}`;
  const message = `The account is not ${whose}: verify the change over a known contact. The invoice stays blocked for payment.`;
  const expected = activeAccounts(vendor).map(masked).join(', ');
  return say.review({ code: 'BANK-ACCOUNT-UNKNOWN', message, terms: ['BT-84'], expected, actual: masked(account) });
}

function notSeller(name: string, vendor: VendorFacts): Finding {
  const message = `${name} is to be paid instead of ${vendor.name}, and no valid assignment is recorded: get the notice of assignment.`;
  return say.review({
    code: 'PAYEE-NOT-SELLER',
    message,
    terms: ['BG-10', 'BT-59'],
    expected: vendor.name,
    actual: name,
  });
}

function assignmentIgnored(vendor: VendorFacts, payee = 'somebody else'): Finding {
  const message = `${vendor.name} has assigned its claims to ${payee}, but the document asks to pay ${vendor.name}: find out who is to be paid.`;
  return say.review({ code: 'ASSIGNMENT-IGNORED', message, terms: ['BG-10'], expected: payee });
}
