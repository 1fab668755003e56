import { remembering } from '../../../../../lambdas/shared/authority/judge.ts';
import { loadPolicies, type PolicySet } from '../../../../../lambdas/shared/authority/policy-set.ts';
import type { Proving } from '../../../../../lambdas/shared/authority/proof/prove.ts';
import type { AuthorityItem } from '../../../../../lambdas/shared/authority/proof/register.ts';
import { sampleItem } from '../../../../../local/authority/item.ts';
import { sampleAuthority } from '../../../../../local/authority/sample.ts';
import { invoiceProcessing } from '../../../../../statemachines/invoice-processing/workflow.ts';
import { requiredStops } from '../../../../../statemachines/kernel/authority/stop.ts';

/** Policies and data that the proof finds nothing wrong with; each bad set is this with one thing changed. */
export interface SoundSet {
  readonly policies: PolicySet;
  readonly items: readonly AuthorityItem[];
  readonly agentMayCommit: typeof invoiceProcessing.authority.agentMayCommit;
}

export type Term = Record<string, unknown>;
interface Limited {
  readonly company: string;
  readonly currency: string;
  readonly alone: Record<string, number>;
  readonly second: Record<string, number>;
}

export const NOW = '2026-11-24T09:00:00.000Z';
export const KINDS = ['related-party', 'order', 'non-order'];
export const HOLIDAY = {
  ...{ id: 'holiday', from: 'person-elena', reason: 'away' },
  ...{ validFrom: '2026-11-20T00:00:00.000Z', validUntil: '2026-12-04T00:00:00.000Z' },
};

const read = loadPolicies(invoiceProcessing);
/** Those of the invoices, with a role besides that consents. */
const policies = remembering({
  schema: read.schema.replace('action commit, second appliesTo', 'action commit, second, consent appliesTo'),
  policies: {
    ...read.policies,
    'notary-consents': `permit (principal in Countersign::Role::"notary", action == InvoiceProcessing::Action::"consent", resource);`,
  },
});
const CONSENTING = [
  sampleItem('role#notary', 'role', { id: 'notary', rank: 1, limits: [] }),
  ...['lena', 'liam'].map((id) =>
    sampleItem(`person#${id}`, 'person', {
      ...{ id, name: id, aliases: [], appointments: [{ role: 'notary', companies: ['*'] }] },
    }),
  ),
];

/** The sample authority of one company and three categories, and somebody away. */
export function soundSet(): SoundSet {
  const items = sampleAuthority(invoiceProcessing.slug, ['MFR']).map(
    (item): AuthorityItem =>
      item.kind === 'role' ? changed(item, (term) => ({ ...term, limits: rowsOf(term).filter(anywhere) })) : item,
  );
  const away = { key: 'delegations#person-dimitri', kind: 'delegations', version: 1, of: [HOLIDAY] };
  const { agentMayCommit } = invoiceProcessing.authority;
  return { policies, items: [...items, ...CONSENTING, away], agentMayCommit };
}

const anywhere = ({ company }: Limited) => company === '*';
const rowsOf = (term: Term) => term['limits'] as Limited[];

/** As the proof takes it. */
export function proving({ policies, items, agentMayCommit }: SoundSet): Proving {
  const authority = { ...invoiceProcessing.authority, categories: KINDS, agentMayCommit, consents: ['notary'] };
  const workflow = { slug: invoiceProcessing.slug, authority };
  return { workflows: [{ workflow, policies }], items, rates: { EUR: '1' }, now: NOW };
}

function changed(item: AuthorityItem, change: (term: Term) => Term): AuthorityItem {
  return { ...item, terms: (item['terms'] as Term[]).map(change) };
}

type Change = (set: SoundSet) => SoundSet;

/** Changes the terms of one item. */
export const term =
  (key: string, change: (term: Term) => Term): Change =>
  (set) => {
    if (!set.items.some((item) => item.key === key)) throw new Error(`there is no ${key}`);
    return { ...set, items: set.items.map((item) => (item.key === key ? changed(item, change) : item)) };
  };

/** Changes a role's only row. */
export const row = (id: string, change: (row: Limited) => object): Change =>
  term(`role#${id}`, (of) => ({ ...of, limits: rowsOf(of).map((each) => ({ ...each, ...change(each) })) }));

export const without =
  (key: string): Change =>
  (set) => {
    const items = set.items.filter((item) => item.key !== key);
    if (items.length === set.items.length) throw new Error(`there is no ${key}`);
    return { ...set, items };
  };

export const plus =
  (item: AuthorityItem): Change =>
  (set) => ({ ...set, items: [...set.items.filter(({ key }) => key !== item.key), item] });

/** Changes the text of one policy; what changes nothing throws. */
export const policy =
  (id: string, from: string, to: string): Change =>
  (set) => {
    const text = set.policies.policies[id] ?? '';
    if (!text.includes(from)) throw new Error(`the policy ${id} does not say ${from}`);
    return {
      ...set,
      policies: { ...set.policies, policies: { ...set.policies.policies, [id]: text.replace(from, to) } },
    };
  };

export const withoutPolicy =
  (id: string): Change =>
  (set) => {
    const { [id]: lost, ...policies } = set.policies.policies;
    if (!lost) throw new Error(`there is no policy ${id}`);
    return { ...set, policies: { ...set.policies, policies } };
  };

export const plusPolicy =
  (text: string, id = 'added'): Change =>
  (set) => ({ ...set, policies: { ...set.policies, policies: { ...set.policies.policies, [id]: text } } });

export const requiredStop = requiredStops(invoiceProcessing.slug)[1] ?? '';
export const all =
  (...changes: readonly Change[]): Change =>
  (set) =>
    changes.reduce((one, change) => change(one), set);
export type { Change };
