import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import { procurementControls } from '../../../statemachines/procurement-approvals/controls/controls.ts';
import { type RequisitionFacts, requisitionFacts } from '../../../statemachines/procurement-approvals/facts.ts';
import { type Requisition, requisition } from '../../../statemachines/procurement-approvals/requisition.ts';
import type { RequisitionCase } from '../../../statemachines/procurement-approvals/requisition-case.ts';

export const TODAY = '2026-11-24';
export const CASE = caseIdOf('procurement-approvals', ['MFR', 'REQ-1']);
export const OTHER = caseIdOf('procurement-approvals', ['MFR', 'REQ-2']);

/** A line of the catalogue: 20 × 18.50 = 370.00 net. */
export const line = (more: object = {}) => ({
  ...{ id: '1', category: 'office-supplies', description: 'A4 paper, box of 5 reams', product: 'PAPER-A4' },
  ...{ quantity: '20', unitPrice: '18.50', wantedBy: '2026-12-10' },
  ...more,
});

/** The same requisition on an account and not out of the catalogue, of one piece at a price. */
export const onAccount = (unitPrice: string, more: object = {}) => {
  const { product: _, ...rest } = line();
  return { ...rest, account: '606', quantity: '1', unitPrice, ...more };
};

export const quote = (vendor: string, net: string, more: object = {}) => ({
  ...{ vendor, reference: `Q-${vendor}`, date: '2026-11-20', net },
  ...more,
});

/** A requisition as it is sent: paper of V-100. */
export const sent = (more: object = {}) => ({
  ...{ schema: 1, id: 'REQ-1', company: 'MFR', requester: 'person-amara', costCentre: 'OPS', currency: 'EUR' },
  ...{ vendor: { code: 'V-100' }, reason: 'Paper for the next quarter.', lines: [line()] },
  ...more,
});

export const requisitionOf = (more: object = {}): Requisition => requisition.parse(sent(more));

export const supplier = (more: object = {}) => ({
  ...{ id: '12', code: 'V-100', name: 'Papeterie Lumière', active: true, hold: false, relatedParty: false },
  ...{ group: [], categories: ['office-supplies', 'furniture', 'it-equipment', 'software', 'professional-services'] },
  ...{ certificates: [], openOrders: { count: 0 } },
  ...more,
});

export const budget = (more: object = {}) => ({
  ...{ id: '7', name: 'OPS 2026', currency: 'EUR', start: '2026-01-01', end: '2026-12-31' },
  ...{ budgeted: '100000', actual: '40000', committed: '10000', byCase: [] },
  ...more,
});

export const agreement = (more: object = {}) => ({
  ...{ id: 'FW-1', vendor: '12', product: '31', unitPrice: '18.50', currency: 'EUR', validFrom: '2026-01-01' },
  ...more,
});

export const paid = (unitPrice: string, more: object = {}) => ({
  ...{ product: '31', vendor: '12', order: 'PO-1', date: '2026-06-01', unitPrice, currency: 'EUR' },
  ...more,
});

export const order = (net: string, more: object = {}) => ({
  ...{ id: '90', number: 'PO-90', caseId: OTHER, requester: 'person-amara', vendor: '12', costCentre: '3' },
  ...{ date: '2026-11-20', net, currency: 'EUR', state: 'confirmed' },
  ...more,
});

export const open = (amount: string, more: object = {}) => ({
  ...{ caseId: OTHER, company: '1', costCentre: '3', budget: '7', vendor: '99', requester: 'person-bruno' },
  ...{ amount, currency: 'EUR', date: '2026-11-23' },
  ...more,
});

const TAX = { id: '1', code: 'V20', rate: '20', recoverable: '1' };

/** What the ERP says: a vendor with an agreed price, a budget with 50 000 EUR left, and nothing else going on. */
export function factsOf(more: object = {}): RequisitionFacts {
  return requisitionFacts.parse({
    ...{ schema: 1, readAt: '2026-11-24T09:00:00.000Z', groupCurrency: 'EUR' },
    company: { id: '1', code: 'MFR', name: 'Meridian France', currency: 'EUR' },
    costCentre: { id: '3', code: 'OPS', name: 'Operations', active: true },
    budgets: [budget()],
    vendors: [
      supplier(),
      supplier({ id: '13', code: 'V-200', name: 'Bureau Nord' }),
      supplier({ id: '14', code: 'V-300', name: 'Tout Bureau' }),
    ],
    products: [{ id: '31', code: 'PAPER-A4', name: 'A4 paper', unit: 'Box', category: 'goods' }],
    prices: [],
    agreements: [agreement()],
    orders: [],
    taxes: [TAX],
    expenses: [{ id: '606', code: '606', name: 'Supplies' }],
    rates: [{ currency: 'USD', date: '2026-11-01', rate: '1.25' }],
    inFlight: [],
    acts: [],
    versions: [
      { kind: 'vendor', id: '12', version: 'v12' },
      { kind: 'vendor', id: '13', version: 'v13' },
      { kind: 'cost-centre', id: '3', version: 'c3' },
    ],
    ...more,
  });
}

/** A clean case, varied as told. */
export function caseOf(document: object = {}, facts: object = {}): RequisitionCase {
  return {
    caseId: CASE,
    document: requisitionOf(document),
    facts: factsOf(facts),
    source: 'procurement-portal',
    today: TODAY,
  };
}

export const findingsOf = (of: RequisitionCase) => procurementControls.flatMap((control) => control.find(of));
/** Code and disposition of each finding; a warning has none. */
export const found = (of: RequisitionCase) =>
  findingsOf(of).map(({ code, disposition }) => [code, disposition].filter(Boolean).join(' '));
