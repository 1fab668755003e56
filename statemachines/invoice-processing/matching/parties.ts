import { compact } from '../../kernel/normalise.ts';
import type { CompanyFacts, InvoiceFacts, VendorFacts } from '../facts.ts';
import type { Identifier, Invoice, Party } from '../invoice.ts';

/** What every master record of a party has to be recognised by. */
interface Known {
  readonly id: string;
  readonly vatId?: string | undefined;
  readonly identifiers: readonly Identifier[];
}

/** Which identifier of the document points at which records. */
export interface Pointer {
  readonly term: string;
  readonly value: string;
  readonly ids: readonly string[];
}

export type Resolution<Party> =
  | { readonly kind: 'found'; readonly party: Party; readonly by: Pointer; readonly pointers: readonly Pointer[] }
  /** Identifiers point at more than one record. */
  | { readonly kind: 'ambiguous'; readonly parties: readonly Party[]; readonly pointers: readonly Pointer[] }
  | { readonly kind: 'unknown'; readonly pointers: readonly Pointer[] };

/** Schemes whose value is a VAT number (Peppol participant schemes 99xx, 0211). */
const VAT_SCHEME = /^(99\d\d|0211|VAT|VA)$/;

/** Our company by BT-48, then BT-47, then BT-46; an electronic address is no identity. */
export function companyOf({ buyer }: Invoice, { companies }: InvoiceFacts): Resolution<CompanyFacts> {
  return resolve(buyer, companies, { vat: 'BT-48', registration: 'BT-47', identifier: 'BT-46' });
}

/** The vendor by BT-31, then BT-30, then BT-29 with scheme; never created (T14), never by its name or endpoint. */
export function vendorOf({ seller }: Invoice, { vendors }: InvoiceFacts): Resolution<VendorFacts> {
  return resolve(seller, vendors, { vat: 'BT-31', registration: 'BT-30', identifier: 'BT-29' });
}

interface Terms {
  readonly vat: string;
  readonly registration: string;
  readonly identifier: string;
}

function resolve<T extends Known>(party: Party, records: readonly T[], terms: Terms): Resolution<T> {
  const pointers = pointersOf(party, records, terms);
  const ids = new Set(pointers.flatMap((pointer) => pointer.ids));
  const found = records.filter(({ id }) => ids.has(id));
  const [only, ...others] = found;
  const by = pointers.find((pointer) => pointer.ids.length > 0);
  if (!only || !by) return { kind: 'unknown', pointers };
  if (others.length > 0) return { kind: 'ambiguous', parties: found, pointers };
  return { kind: 'found', party: only, by, pointers };
}

/** Every usable identifier of a party, strongest first. */
function pointersOf(party: Party, records: readonly Known[], terms: Terms): Pointer[] {
  const point = (term: string, value: string, matches: (record: Known) => boolean): Pointer => ({
    term,
    value,
    ids: records.filter(matches).map(({ id }) => id),
  });
  const pointers: Pointer[] = [];
  const { vatId, legalRegistration } = party;
  if (vatId && compact(vatId)) pointers.push(point(terms.vat, vatId, (record) => hasVat(record, vatId)));
  if (legalRegistration && compact(legalRegistration.id)) {
    pointers.push(
      point(terms.registration, legalRegistration.id, (record) => hasIdentifier(record, legalRegistration)),
    );
  }
  for (const identifier of party.identifiers) {
    if (!identifier.scheme || !compact(identifier.id)) continue;
    pointers.push(point(terms.identifier, identifier.id, (record) => hasIdentifier(record, identifier)));
  }
  return pointers;
}

function hasVat({ vatId }: Known, wanted: string): boolean {
  return vatId !== undefined && compact(vatId) === compact(wanted);
}

/** With a scheme it must be the same one; a registration without one may be any identifier of the record. */
function hasIdentifier(record: Known, { scheme, id }: Identifier): boolean {
  if (scheme && VAT_SCHEME.test(scheme)) return hasVat(record, id);
  return record.identifiers.some(
    (known) => compact(known.id) === compact(id) && (!scheme || known.scheme === undefined || known.scheme === scheme),
  );
}
