import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import { type Claim, claim } from '../../../statemachines/support-credits/claim.ts';
import { creditControls } from '../../../statemachines/support-credits/controls/controls.ts';
import type { CreditCase } from '../../../statemachines/support-credits/credit-case.ts';
import { exampleClaim } from '../../../statemachines/support-credits/example-claim.ts';
import { type CreditFacts, creditFacts } from '../../../statemachines/support-credits/facts.ts';

type Json = Record<string, unknown>;

export const TODAY = '2026-11-24';
const invoice: Json = {
  ...{ id: '41', number: 'FC-2026-0107', customer: '12', state: 'posted', date: '2026-10-05', currency: 'EUR' },
  ...{ net: '1200', tax: '240', gross: '1440', open: '1440' },
  lines: [line('411', '1200', '240')],
};

/** A line of an invoice of which nothing is credited yet, or as much as told. */
export function line(id: string, net: string, tax: string, credited: Json = { net: '0', tax: '0' }): Json {
  return { id, description: `Line ${id}`, net, tax, taxes: ['S20'], credited };
}

const contract: Json = {
  ...{ id: '7', code: 'SC-2001', customer: '12', service: 'managed-hosting', monthlyFee: '1200', currency: 'EUR' },
  ...{ validFrom: '2026-01-01', cap: '50' },
  terms: [
    { below: '99.9', credit: '10' },
    { below: '99', credit: '25' },
    { below: '95', credit: '60' },
  ],
};
const customer: Json = {
  ...{ id: '12', code: 'C-2001', name: 'Hôtel des Tilleuls SAS', active: true, hold: false, tier: 'standard' },
  ...{ relatedParty: false, receivable: '1440' },
};
const period = (id: string, month: string, open = true): Json => ({
  ...{ id, start: `2026-${month}-01`, end: `2026-${month}-${month === '11' ? 30 : 31}`, open },
});

/** A credit that the customer had before. */
export const earlier = (more: Json = {}): Json => ({
  ...{ id: '90', number: 'CRN-1', incident: 'INC-1', agent: 'support:other', date: '2026-11-10' },
  ...{ net: '100', gross: '120', currency: 'EUR' },
  ...more,
});

/** Another claim in flight. */
export const flying = (more: Json = {}) => ({
  ...{ caseId: caseIdOf('support-credits', ['MFR', 'CLM-2']), company: '1', customer: '12', incident: 'INC-2' },
  ...{ agent: 'support:other', amount: '100', currency: 'EUR', date: TODAY },
  ...more,
});

export interface Varied {
  readonly claim?: Json;
  readonly incident?: Json;
  readonly claimed?: Json;
  readonly invoice?: Json | undefined;
  readonly contract?: Json | undefined;
  readonly customer?: Json | undefined;
  readonly facts?: Json;
}

export function claimOf({ claim: more = {}, incident = {}, claimed = {} }: Varied = {}): Claim {
  return claim.parse({
    ...exampleClaim,
    incident: { ...exampleClaim.incident, ...incident },
    claimed: { ...exampleClaim.claimed, ...claimed },
    ...more,
  });
}

/** The facts of the clean claim, varied as told; `undefined` for a part that the ERP does not know. */
export function factsOf(varied: Varied = {}): CreditFacts {
  const part = (name: 'invoice' | 'contract' | 'customer', whole: Json) =>
    name in varied && varied[name] === undefined ? undefined : { ...whole, ...varied[name] };
  const [billed, agreed, who] = [part('invoice', invoice), part('contract', contract), part('customer', customer)];
  return creditFacts.parse({
    ...{ schema: 1, readAt: `${TODAY}T09:00:00.000Z`, groupCurrency: 'EUR' },
    company: { id: '1', code: 'MFR', name: 'Meridian France', currency: 'EUR' },
    ...{ customer: who, invoices: billed ? [billed] : [], credits: [], contract: agreed },
    periods: [period('10', '10', false), period('11', '11'), period('12', '12')],
    accounts: { compensation: '6711', goodwill: '6713' },
    rates: [{ currency: 'GBP', date: '2026-11-01', rate: '0.86' }],
    ...{ inFlight: [], acts: [] },
    versions: [
      { kind: 'customer-document', id: '41', version: 'v-41' },
      ...['11', '12'].map((id) => ({ kind: 'period', id, version: `v-${id}` })),
      { kind: 'party', id: '12', version: 'v-12' },
      { kind: 'service-contract', id: '7', version: 'v-7' },
    ],
    ...varied.facts,
  });
}

/** Three hours without the service, claimed as the contract has it: 120 of 1200, and nothing is found. */
export function creditCase(varied: Varied = {}): CreditCase {
  return {
    caseId: caseIdOf('support-credits', ['MFR', 'CLM-2026-0815']),
    document: claimOf(varied),
    facts: factsOf(varied),
    source: 'support',
    today: TODAY,
  };
}

/** A claim of goodwill or damages, which no contract and no service data belong to. */
export const outside = (reason: 'goodwill' | 'damages', more: Varied = {}): Varied => ({
  ...more,
  claim: { reason, contract: undefined, serviceData: undefined, ...more.claim },
  contract: undefined,
});

export const findingsOf = (of: CreditCase) => creditControls.flatMap((control) => control.find(of));
/** Code and disposition of each finding; a warning has none. */
export const found = (of: CreditCase) =>
  findingsOf(of).map(({ code, disposition }) => [code, disposition].filter(Boolean).join(' '));
