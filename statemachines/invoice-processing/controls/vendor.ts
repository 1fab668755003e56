import { sayAs } from '../../kernel/controls/say.ts';
import type { Finding } from '../../kernel/finding.ts';
import { compact } from '../../kernel/normalise.ts';
import type { VendorFacts } from '../facts.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { type Pointer, vendorOf } from '../matching/parties.ts';

const say = sayAs('vendor');
const TERMS = ['BT-31', 'BT-30', 'BT-29'];

/** The seller is exactly one vendor of the master, and that vendor may be booked; nobody is created (T14). */
export const vendor: InvoiceControl = {
  id: 'vendor',
  owner: 'process-owner',
  find({ document, facts }) {
    const found = vendorOf(document, facts);
    if (found.kind === 'unknown') return [unknown(found.pointers, document.seller.endpoint?.id)];
    if (found.kind === 'ambiguous') {
      const names = found.parties.map(({ name, code }) => `${name} (${code ?? 'no code'})`).join(', ');
      const message = `The seller's identifiers point at several vendors: ${names}. Find out which one it is, and mend the master data.`;
      return [say.park({ code: 'VENDOR-AMBIGUOUS', message, terms: TERMS, actual: given(found.pointers) })];
    }
    return [...identity(found.party, found.by, document.seller.vatId), ...standing(found.party)];
  },
};

function unknown(pointers: readonly Pointer[], endpoint: string | undefined): Finding {
  if (pointers.length === 0) {
    const only = endpoint ? 'only an electronic address' : 'nothing';
    const message = `The seller gives ${only} to be recognised by: ask for its VAT number or registration.`;
    return say.park({ code: 'VENDOR-UNIDENTIFIED', message, terms: [...TERMS, 'BT-34'], actual: endpoint });
  }
  const message =
    'No vendor of the master has these identifiers: have the vendor checked and created before it is paid.';
  return say.park({ code: 'VENDOR-UNKNOWN', message, terms: TERMS, actual: given(pointers) });
}

/** Recognised by a weaker identifier although the stronger one is another: the master is outdated, or somebody pretends. */
function identity({ name, vatId }: VendorFacts, by: Pointer, stated: string | undefined): Finding[] {
  if (by.term === 'BT-31' || !stated || !compact(stated)) return [];
  const message = `${name} was recognised by ${by.term}, but its VAT number is not the one on record.`;
  const said = { code: 'VENDOR-VAT-DIFFERS', message, terms: ['BT-31', by.term], expected: vatId, actual: stated };
  return [say.review(said)];
}

function standing({ name, active, hold, oneTime }: VendorFacts): Finding[] {
  const findings: Finding[] = [];
  const terms = ['BG-4'];
  if (!active) {
    const message = `${name} is no longer active in the master: reactivate it or return the invoice.`;
    findings.push(say.park({ code: 'VENDOR-INACTIVE', message, terms }));
  }
  if (hold) {
    const message = `${name} is on hold: the invoice may be booked, and stays blocked for payment.`;
    findings.push(say.review({ code: 'VENDOR-ON-HOLD', message, terms }));
  }
  if (oneTime) {
    const message = `${name} is a one-time vendor: a person checks who bills and whom to pay.`;
    findings.push(say.review({ code: 'VENDOR-ONE-TIME', message, terms }));
  }
  return findings;
}

const given = (pointers: readonly Pointer[]) => pointers.map(({ term, value }) => `${term} ${value}`).join(', ');
