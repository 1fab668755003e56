import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { Supplier } from '../facts.ts';
import { vendorOf } from '../matching/vendors.ts';
import type { RequisitionControl } from '../requisition-case.ts';

const say = sayAs('vendor');
const terms = ['vendor'];

/** There is exactly one vendor, and it may be asked for this; nobody is created (T14). */
export const vendor: RequisitionControl = {
  id: 'vendor',
  owner: 'process-owner',
  find({ document, facts, today }) {
    if (!document.vendor) {
      const message = 'No vendor is named: purchasing chooses one, and the requisition is amended.';
      return [say.park({ code: 'VENDOR-MISSING', message, terms })];
    }
    const { code } = document.vendor;
    const found = vendorOf(document, facts);
    if (!found) {
      const message = `The ERP has no vendor of the code ${code}, or several: have it checked and created first.`;
      return [say.park({ code: 'VENDOR-UNKNOWN', message, terms, actual: code })];
    }
    const wanted = [...new Set(document.lines.map(({ category }) => category))];
    return [...standing(found), ...certificates(found, today), ...categories(found, wanted)];
  },
};

function standing({ name, active, hold }: Supplier): Finding[] {
  const findings: Finding[] = [];
  if (!active) {
    const message = `${name} is no longer active in the master: reactivate it, or choose another vendor.`;
    findings.push(say.park({ code: 'VENDOR-INACTIVE', message, terms }));
  }
  if (hold) {
    const message = `${name} is on hold: nothing is ordered until its steward has lifted that.`;
    findings.push(say.park({ code: 'VENDOR-ON-HOLD', message, terms }));
  }
  return findings;
}

function certificates({ name, certificates: all }: Supplier, today: string): Finding[] {
  const latest = new Map<string, string>();
  for (const { kind, validUntil } of all) if (validUntil > (latest.get(kind) ?? '')) latest.set(kind, validUntil);
  return [...latest]
    .filter(([, validUntil]) => validUntil < today)
    .map(([kind, validUntil]) => {
      const message = `The certificate ${kind} of ${name} has expired on ${validUntil}: ask for the new one.`;
      return say.review({ code: 'CERTIFICATE-EXPIRED', message, terms, expected: today, actual: validUntil });
    });
}

function categories({ name, categories: allowed }: Supplier, wanted: readonly string[]): Finding[] {
  const said = { terms: ['lines'], expected: allowed.join(', '), actual: wanted.join(', ') };
  if (allowed.length === 0) {
    const message = `It is not on file what ${name} may be asked for.`;
    return [say.warn({ code: 'VENDOR-CATEGORIES-MISSING', message, ...said })];
  }
  const other = wanted.filter((category) => !allowed.includes(category));
  if (other.length === 0) return [];
  const message = `${name} is not approved for ${other.join(', ')}: choose another vendor, or have it approved.`;
  return [say.review({ code: 'VENDOR-CATEGORY', message, ...said })];
}
