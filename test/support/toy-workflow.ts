import { z } from 'zod';
import { parsePolicies } from '../../lambdas/shared/authority/policy-set.ts';
import type { AuthorityPort, AuthoritySnapshot, Standing } from '../../lambdas/shared/authority/snapshot.ts';
import { assessmentCore } from '../../statemachines/kernel/assessment.ts';
import { act } from '../../statemachines/kernel/authority/duties.ts';
import type { Person } from '../../statemachines/kernel/authority/person.ts';
import type { Role } from '../../statemachines/kernel/authority/role.ts';
import { defineWorkflow, type Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { toyAnswered, toyCorrected, toyOutcomes, toyReceived, toyWithdrawn } from './toy-events.ts';

const toyDocument = z.strictObject({
  number: z.string(),
  cents: z.int(),
  flaw: z.enum(['review', 'park', 'reject']).optional(),
  /** Who received what is billed. */
  by: z.string().optional(),
  /** Of whose legal entities it is one; alone without. */
  group: z.string().optional(),
  credit: z.boolean().default(false),
  /** Whose consent it needs; taken as it is said, so that a fault of a workflow can be tried out. */
  consents: z.array(z.strictObject({ role: z.string(), people: z.int(), step: z.int() })).optional(),
});
const toyFacts = z.strictObject({
  version: z.string(),
  inFlight: z.array(z.record(z.string(), z.string())),
  phones: z.array(z.strictObject({ id: z.string(), number: z.string(), unchangedSince: z.iso.date() })).default([]),
  acts: z.array(act).default([]),
  /** Texts that can't be booked. */
  banned: z.array(z.string()).default([]),
});
type ToyDocument = z.infer<typeof toyDocument>;
type ToyFacts = z.infer<typeof toyFacts>;

const here = new URL('./', import.meta.url);

/** The smallest governed workflow: a note of some cents that is posted. */
export const toyWorkflow = defineWorkflow<ToyDocument, ToyFacts>({
  slug: 'toy',
  version: '1',
  title: 'Toy',
  owners: {
    process: 'process-owner',
    intake: 'enterprise-architecture',
    ai: 'security',
    erp: 'finance-systems',
    operations: 'operations',
  },
  contracts: [toyReceived, toyCorrected, toyWithdrawn, toyAnswered],
  outcomes: toyOutcomes,
  definition: here,
  policy: here,
  policySchema: here,
  prompt: here,
  runbook: here,
  effects: [{ state: 'Post', command: 'post-toy' }],
  serviceLevels: { straightThroughP95Ms: 1, failedExecutions: 0, oldestCommandSeconds: 1 },
  factsKind: 'toy',
  factsSchema: toyFacts,
  assessment: {
    toolName: 't',
    toolDescription: 't',
    purpose: 'toy',
    dataClasses: [],
    schema: assessmentCore,
    maxTokens: 1,
    subject: (document) => document,
  },
  controls: [
    {
      id: 'flaw',
      owner: 'process-owner',
      find: ({ document: { flaw } }) =>
        flaw
          ? [
              {
                control: 'flaw',
                code: `FLAW-${flaw.toUpperCase()}`,
                severity: 'blocking',
                disposition: flaw,
                message: 'flawed',
                terms: [],
              },
            ]
          : [],
    },
  ],
  authority: {
    namespace: 'Toy',
    resource: 'Note',
    roles: ['agent', 'clerk', 'chief'],
    consents: ['security', 'legal', 'privacy'],
    categories: ['note'],
    duty: 'invoice-approval',
    agentMayCommit: () => true,
  },
  tolerances: { cents: 0 },
  review: {
    callBackFor: ['FLAW-REVIEW'],
    callBackDays: 90,
    callBackNumbers: (_, { phones }) => phones,
    serviceLevel: { currency: 'EUR', bands: [{ remindAfter: 1, nextAfter: 3 }] },
    calendars: { '*': { timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' } },
    answerWithin: 10,
    end: 'refuse',
  },
  adjustments: {
    schema: z.strictObject({ text: z.string().min(1).max(20).optional() }),
    faults: ({ adjustments, facts: { banned } }) =>
      banned.includes(adjustments?.['text'] ?? '') ? ['text: it is banned'] : [],
  },
  reviewSeconds: 86_400,
  effectSeconds: 60,
  parse(raw) {
    try {
      return toyDocument.parse(JSON.parse(Buffer.from(raw).toString('utf8')));
    } catch (error) {
      throw new CountersignError('InvalidInput', 'document: is no toy note', { cause: error });
    }
  },
  identify: ({ number }) => ({ businessKey: [number], subject: `note ${number}` }),
  query: ({ number }) => ({ number }),
  facets: ({ number }) => ({ number }),
  companyOf: ({ flaw }) => (flaw === 'park' ? undefined : 'ACME'),
  propose: ({ caseId, document: { number, cents, by, group = number, credit, consents }, facts, adjustments }) => ({
    commands: [
      {
        kind: 'post-toy',
        company: 'ACME',
        idempotencyKey: `${caseId}/post-toy/1`,
        payload: {
          number,
          currency: 'EUR',
          totals: { net: `${cents}`, tax: '0', gross: `${cents}`, payable: `${cents}` },
          ...(adjustments?.['text'] && { text: adjustments['text'] }),
        },
        compensation: { kind: 'none', reason: 'toy' },
      },
    ],
    expects: [{ kind: 'note', id: number, version: facts.version }],
    claims: [`number:${number.toUpperCase()}`],
    exposure: { minor: cents, currency: 'EUR' },
    measure: { category: 'note', exposures: [{ minor: cents, currency: 'EUR' }], group, adds: !credit, earlier: [] },
    acts: [...facts.acts, ...(by ? [{ duty: 'receipt' as const, by, to: number }] : [])],
    counterparty: 'shop',
    segment: 'ACME',
    attributes: {},
    ...(consents && { consents }),
  }),
}) as Workflow;

export const toyPolicies = parsePolicies(
  'toy',
  `@id("agent-commits") permit (principal == Countersign::Role::"agent", action, resource)
   when { resource.together <= principal.limit };
   @id("person-approves") permit (principal, action == Toy::Action::"commit", resource)
   when { principal.rank > 0 && resource.together <= principal.limit };
   @id("person-seconds") permit (principal, action == Toy::Action::"second", resource)
   when { principal.rank > 0 && resource.together <= principal.second };
   @id("specialist-consents") permit (principal, action == Toy::Action::"consent", resource)
   when { principal in [Countersign::Role::"security", Countersign::Role::"legal", Countersign::Role::"privacy"] };`,
  `namespace Toy {
    entity Note = { exposure: Long, together: Long, category: String, blocking: Set<String> };
    action commit, second, consent appliesTo {
      principal: [Countersign::Role, Countersign::Person],
      resource: [Note],
      context: Countersign::Circumstances
    };
  }`,
);

const row = (alone: number, second: number) => [
  { company: '*', currency: 'EUR', alone: { note: alone }, second: { note: second } },
];
const role = (id: string, rank: number, alone: number, second = 0): Role => ({
  ...{ id, rank, limits: row(alone, second), version: 1, changedBy: [] },
});
/** A role that consents: it has no limits. */
const specialist = (id: string): Role => ({ id, rank: 1, limits: [], version: 1, changedBy: [] });

/** Somebody of the toy's register. */
export const toyPerson = (id: string, role: string, more: Partial<Person> = {}): Person => ({
  ...{ id, name: id, aliases: [], appointments: [{ role, companies: ['*'] }], version: 1, changedBy: [], ...more },
});

/** What the toy's register says of somebody; of nobody, without a person. */
export const toyStanding = (id: string, person?: Person): Standing => ({
  ...{ ...(person && { person }), delegations: [] },
  stop: { kind: 'approver', id, key: `stop#approver#${id}`, stopped: false, version: 'absent' },
});

/** Authority that a test may change while a case runs. */
export function toyAuthority() {
  const authored = { version: 1, changedBy: [] };
  const people = [toyPerson('ann', 'clerk'), toyPerson('bob', 'clerk'), toyPerson('cleo', 'chief')];
  const port: AuthorityPort & { now: AuthoritySnapshot; specialists: Role[]; people: Map<string, Standing> } = {
    specialists: [specialist('security'), specialist('legal'), specialist('privacy')],
    now: {
      roles: [role('agent', 0, 1_000), role('clerk', 1, 10_000, 50_000), role('chief', 2, 50_000)],
      materiality: {
        ...{ currency: 'EUR', amount: 5_000, cumulative: { amount: 20_000, windowDays: 14 }, kinds: [] },
        ...authored,
      },
      fourEyes: { currency: 'EUR', from: { note: 20_000 }, ...authored },
      autonomy: { level: 'auto', minConfidence: 0.8, ...authored },
      stops: [{ kind: 'all', id: '*', key: 'stop#all', stopped: false, version: 7 }],
      hold: { key: 'hold#ACME', held: false, version: 'absent' },
    },
    people: new Map(people.map((person): [string, Standing] => [person.id, toyStanding(person.id, person)])),
    read: async ({ consents }) => {
      if (!consents) return port.now;
      return { ...port.now, consents: port.specialists.filter(({ id }) => consents.includes(id)) };
    },
    standing: async (subject: string) => port.people.get(subject) ?? toyStanding(subject),
  };
  return port;
}
