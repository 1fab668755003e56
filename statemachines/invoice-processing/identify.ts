import type { Identified } from '../kernel/define-workflow.ts';
import { CountersignError } from '../kernel/errors.ts';
import type { Invoice, Party } from './invoice.ts';

/**
 * The identity of an invoice as given: who is billed, who bills, debit or credit, number and year of issue (the same
 * number in another year is another case, which the duplicate control sends to a person).
 * @throws CountersignError InvalidInput when the document does not say who, or which number
 */
export function identifyInvoice(document: Invoice): Identified {
  const number = document.number?.trim();
  if (!number) throw new CountersignError('InvalidInput', 'Invoice/cbc:ID (BT-1): the document has no number');
  if (!document.issueDate)
    throw new CountersignError('InvalidInput', 'Invoice/cbc:IssueDate (BT-2): the document has no date of issue');
  const seller = identityOf(document.seller, 'AccountingSupplierParty (BG-4)');
  const buyer = identityOf(document.buyer, 'AccountingCustomerParty (BG-7)');
  const year = document.issueDate.slice(0, 4);
  const { kind } = document;
  return {
    businessKey: keyOf({ buyer, seller, kind, number, year }),
    subject: `${kind} ${number} from ${document.seller.name ?? seller}`,
  };
}

/** What identifies an invoice, in the order of its business key. */
export function keyOf({ buyer, seller, kind, number, year }: InvoiceKey): readonly string[] {
  return [buyer, seller, kind, number.trim().toUpperCase(), year];
}

export interface InvoiceKey {
  /** As {@link canonical}. */
  readonly buyer: string;
  readonly seller: string;
  readonly kind: Invoice['kind'];
  readonly number: string;
  /** Of issue, four digits. */
  readonly year: string;
}

/** An identity of a party, however it is written. */
export const canonical = (identity: string) => identity.replace(/\s/g, '').toUpperCase();

/** The strongest identity that a party gives: VAT, registration, identifier with scheme, tax registration, name. */
function identityOf(party: Party, place: string): string {
  const identifier = party.legalRegistration ?? party.identifiers[0];
  const scheme = identifier ? `${identifier.scheme ?? ''}:${identifier.id}` : undefined;
  const identity = party.vatId ?? scheme ?? party.taxRegistration ?? party.name;
  if (identity) return canonical(identity);
  throw new CountersignError('InvalidInput', `${place}: the party has neither identifier nor name`);
}
