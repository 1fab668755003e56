import { z } from 'zod';
import { parsePolicies } from '../../lambdas/shared/authority/policy-set.ts';
import type { AuthorityPort, AuthoritySnapshot } from '../../lambdas/shared/authority/snapshot.ts';
import { assessmentCore } from '../../statemachines/kernel/assessment.ts';
import type { RoleData } from '../../statemachines/kernel/authority.ts';
import { defineWorkflow, type Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { documentReceived } from '../../statemachines/kernel/document-source.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';

const toyDocument = z.strictObject({
  number: z.string(),
  cents: z.int(),
  flaw: z.enum(['review', 'park', 'reject']).optional(),
});
const toyFacts = z.strictObject({ version: z.string(), inFlight: z.array(z.record(z.string(), z.string())) });
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
  contracts: [{ type: 'toy.received.v1', schema: documentReceived }],
  outcomes: { confirmed: 'toy.posted.v1', refused: 'toy.refused.v1' },
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
    promptVersion: '1',
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
  authority: { namespace: 'Toy', resource: 'Note', action: 'commit' },
  reviewSeconds: 60,
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
  propose: ({ caseId, document: { number, cents }, facts }) => ({
    commands: [
      {
        kind: 'post-toy',
        company: 'ACME',
        idempotencyKey: `${caseId}/post-toy/1`,
        payload: {
          number,
          currency: 'EUR',
          totals: { net: `${cents}`, tax: '0', gross: `${cents}`, payable: `${cents}` },
        },
        compensation: { kind: 'none', reason: 'toy' },
      },
    ],
    expects: [{ kind: 'note', id: number, version: facts.version }],
    claims: [`number:${number.toUpperCase()}`],
    exposure: { minor: cents, currency: 'EUR' },
    segment: 'ACME',
    attributes: {},
  }),
}) as Workflow;

export const toyPolicies = parsePolicies(
  'toy',
  `@id("agent-commits") permit (principal == Countersign::Role::"agent", action, resource)
   when { context.assessed && resource.blocking.isEmpty() && resource.exposure <= principal.limit && !context.stopped
     && context.confidence.greaterThanOrEqual(context.minConfidence) && context.anomalies == 0 };
   @id("clerk-approves") permit (principal == Countersign::Role::"clerk", action, resource) when { resource.exposure <= principal.limit };`,
  `namespace Toy {
    entity Note = { exposure: Long, blocking: Set<String> };
    action commit appliesTo { principal: [Countersign::Role], resource: [Note], context: Countersign::Circumstances };
  }`,
);

const role = (id: string, rank: number, minor: number): RoleData => ({
  kind: 'role',
  id,
  rank,
  version: 1,
  validFrom: '2026-01-01T00:00:00.000Z',
  limit: { minor, currency: 'EUR' },
  nonOrderLimit: { minor, currency: 'EUR' },
});

/** Authority that a test may change while a case runs. */
export function toyAuthority(): AuthorityPort & { now: AuthoritySnapshot } {
  const port = {
    now: {
      roles: [role('agent', 0, 1_000), role('clerk', 1, 10_000)],
      materiality: {
        kind: 'materiality',
        version: 1,
        validFrom: '2026-01-01T00:00:00.000Z',
        threshold: { minor: 5_000, currency: 'EUR' },
      },
      autonomy: {
        kind: 'autonomy',
        version: 1,
        validFrom: '2026-01-01T00:00:00.000Z',
        level: 'auto',
        minConfidence: 0.8,
      },
      stops: [{ key: 'stop#all', stopped: false, version: 7 }],
    } as AuthoritySnapshot,
    read: async () => port.now,
  };
  return port;
}
