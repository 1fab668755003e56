import type { RequisitionFacts, Supplier } from '../facts.ts';
import type { Requisition } from '../requisition.ts';

/** The vendor of a code, if exactly one of the ERP has it. */
export function supplierOf(code: string | undefined, { vendors }: RequisitionFacts): Supplier | undefined {
  const [found, ...more] = vendors.filter((vendor) => vendor.code === code);
  return more.length === 0 ? found : undefined;
}

/** The vendor that is meant. */
export const vendorOf = ({ vendor }: Requisition, facts: RequisitionFacts): Supplier | undefined =>
  supplierOf(vendor?.code, facts);

/** Ids of the vendor and of all others of its group of legal entities. */
export const groupOf = ({ id, group }: Supplier): ReadonlySet<string> => new Set([id, ...group]);

/** Ids of the ERP grow: whoever joins a group later never becomes its name. */
export function groupName(vendor: Supplier): string {
  const [oldest = vendor.id] = [...groupOf(vendor)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return oldest;
}

/** One spelling of what somebody is called, in the register or in the ERP. */
export const sameName = (one: string, other: string) => spelling(one) === spelling(other);

const spelling = (name: string) => name.normalize('NFKC').trim().toLowerCase();
