import { compact, normaliseName } from '../../kernel/normalise.ts';
import type { Assignment, VendorFacts } from '../facts.ts';
import type { Party } from '../invoice.ts';

/** Is the payee (BG-10) the seller itself, by an identifier or, where it gives none, by its name? */
export function isSeller(payee: Party, vendor: VendorFacts): boolean {
  const given = identifiersOf(payee);
  if (given.length === 0) return sameName(payee.name, vendor.name);
  const known = new Set(
    [vendor.vatId, ...vendor.identifiers.map(({ id }) => id)].flatMap((id) => (id ? compact(id) : [])),
  );
  return given.every((id) => known.has(id));
}

/** The assignments in force on a day; the last day counts. */
export function validAssignments({ assignments }: VendorFacts, day: string): Assignment[] {
  return assignments.filter(({ from, to }) => (!from || from <= day) && (!to || day <= to));
}

/** Does an assignment name this payee: by its VAT number, a registration that the VAT number contains, or its name? */
export function assignedTo(payee: Party, { payee: assignee }: Assignment): boolean {
  const vat = assignee.vatId && compact(assignee.vatId);
  const given = identifiersOf(payee);
  if (vat && given.some((id) => id === vat || (id.length >= 8 && vat.endsWith(id)))) return true;
  return sameName(payee.name, assignee.name);
}

function identifiersOf({ vatId, legalRegistration, identifiers }: Party): string[] {
  return [vatId, legalRegistration?.id, ...identifiers.map(({ id }) => id)].flatMap((id) => (id ? compact(id) : []));
}

function sameName(one: string | undefined, other: string): boolean {
  return one !== undefined && normaliseName(one) === normaliseName(other) && normaliseName(other) !== '';
}
