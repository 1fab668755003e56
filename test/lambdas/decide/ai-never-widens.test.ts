import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decide } from '../../../lambdas/decide/run.ts';
import { loadPolicies } from '../../../lambdas/shared/authority/policy-set.ts';
import type { AuthoritySnapshot } from '../../../lambdas/shared/authority/snapshot.ts';
import { invoiceProcessing } from '../../../statemachines/invoice-processing/workflow.ts';
import { AUTONOMY_LEVELS } from '../../../statemachines/kernel/authority/autonomy.ts';
import type { Role } from '../../../statemachines/kernel/authority/role.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import type { Stage, Writer } from '../../../statemachines/kernel/ledger-entry.ts';
import { arbitraryAssessment, arbitraryGarbage } from '../../statemachines/invoice-processing/assessment-arbitrary.ts';
import { handClock, memoryEvidence, memoryLedger, memoryStore } from '../../support/memory-ledger.ts';

const slug = 'invoice-processing';
const caseId = caseIdOf(slug, ['acme', '1']);
const folder = new URL('../../../statemachines/invoice-processing/', import.meta.url);
const policies = loadPolicies({
  slug,
  policy: new URL('policy.cedar', folder),
  policySchema: new URL('policy.cedarschema', folder),
});

/** What facts, findings and authority say; the assessment comes on top. */
const worlds = fc.record({
  category: fc.constantFrom('order', 'non-order'),
  /** Only what is on an order can match one. */
  matched: fc.boolean(),
  creditNote: fc.boolean(),
  exposure: fc.constantFrom(1, 50_000, 50_001, 100_000, 499_999, 500_000, 2_000_000, 90_000_000),
  blocking: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(['PRICE-OVER-TOLERANCE', 'BANK-ACCOUNT-UNKNOWN', 'DUPLICATE']) },
  ),
  autonomy: fc.oneof(fc.constant('auto' as const), fc.constantFrom(...AUTONOMY_LEVELS)),
  minConfidence: fc.constantFrom(0, 0.9, 1),
  stopped: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const AGENT = { limit: 500_000, nonOrderLimit: 50_000 };
const MATERIALITY = 1_000_000;
const CAP = 60_000;
const authored = { version: 1, changedBy: [] };
const roles: Role[] = [
  { id: 'agent', rank: 0, order: AGENT.limit, nonOrder: AGENT.nonOrderLimit },
  { id: 'clerk', rank: 1, order: 1_000_000, nonOrder: 100_000 },
  { id: 'cfo', rank: 4, order: 50_000_000, nonOrder: 50_000_000 },
].map(({ order, nonOrder, ...role }) => {
  const limits = { order, 'non-order': nonOrder };
  return { ...role, limits: [{ company: '*', currency: 'EUR', alone: limits, second: limits }], ...authored };
});

/** Written out by hand, so that it is not the policy that proves itself. */
const factsAllowAuto = (world: World): boolean =>
  world.blocking.length === 0 &&
  !world.stopped &&
  (world.autonomy === 'auto' || (world.autonomy === 'capped' && world.exposure <= CAP)) &&
  world.exposure < MATERIALITY &&
  (world.category === 'order'
    ? world.matched && world.exposure <= AGENT.limit
    : !world.creditNote && world.exposure <= AGENT.nonOrderLimit);

function workflowIn({ category, creditNote, exposure, ...world }: World): Workflow {
  const matched = world.matched && category === 'order';
  const compensation = { kind: 'none', reason: 'a test' };
  const command = { kind: 'post-invoice', company: 'C1', idempotencyKey: caseId, payload: {}, compensation };
  return {
    slug,
    version: '1.0.0',
    authority: invoiceProcessing.authority,
    review: invoiceProcessing.review,
    reviewSeconds: 60,
    effectSeconds: 60,
    effects: invoiceProcessing.effects,
    factsSchema: z.json(),
    parse: () => ({}),
    propose: () => ({
      commands: [command],
      expects: [],
      claims: [],
      exposure: eur(exposure),
      measure: { category, exposures: [eur(exposure)], group: 'one', adds: true, earlier: [] },
      acts: [],
      segment: 'C1',
      attributes: { matched, creditNote },
    }),
  } as unknown as Workflow;
}

/** What is decided when an entry `assessed` with this body is there; `undefined` for none, and `forged` for a wrong MAC. */
async function decided(world: World, assessed?: Record<string, unknown>, forged = false) {
  const { store, cases, commitments } = memoryStore();
  const clock = handClock();
  const evidence = memoryEvidence();
  const append = async (stage: Stage, writer: Writer, body: Record<string, unknown>, contents: unknown[]) => {
    const hashes = await Promise.all(contents.map((content) => evidence.put(caseId, JSON.stringify(content))));
    const at = { attempt: 1, visit: 1, today: '2026-11-24', ...body };
    const draft = { entryKey: stage, stage, actor: { kind: 'system' as const, id: writer }, evidence: hashes };
    await memoryLedger(store, writer, clock).ledger.append(caseId, {
      ...draft,
      workflow: { slug, version: '1.0.0' },
      body: z.record(z.string(), z.json()).parse(at),
    });
  };
  const blocking = world.blocking.map((code) => ({
    control: 'c',
    code,
    severity: 'blocking',
    disposition: 'review',
    message: 'm',
    terms: [],
  }));
  await append('received', 'intake', {}, [{}]);
  await append('gathered', 'gather', {}, [{}, blocking]);
  if (assessed) await append('assessed', 'assess', assessed, []);
  if (forged)
    cases.set(
      caseId,
      (cases.get(caseId) ?? []).map((e) => (e.stage === 'assessed' ? { ...e, mac: 'x' } : e)),
    );
  const authority: AuthoritySnapshot = {
    roles,
    materiality: {
      ...{ currency: 'EUR', amount: MATERIALITY, cumulative: { amount: 90_000_000, windowDays: 14 }, kinds: [] },
      ...authored,
    },
    fourEyes: { currency: 'EUR', from: { order: 10_000_000, 'non-order': 10_000_000 }, ...authored },
    autonomy: { level: world.autonomy, minConfidence: world.minConfidence, cap: eur(CAP), ...authored },
    stops: [{ kind: 'all', id: '*', key: 'stop#all', stopped: world.stopped, version: 1 }],
    hold: { key: 'hold#ACME', held: false, version: 'absent' },
  };
  const ref = { schema: 1 as const, caseId, attempt: 1, workflow: slug, visit: 1 };
  const next = await decide(
    { ...ref, state: 'Decide' },
    {
      ...memoryLedger(store, 'decide', clock),
      ...{ evidence, clock },
      workflowOf: () => workflowIn(world),
      policiesOf: () => policies,
      authority: { read: async () => authority },
      commitments,
    },
  );
  const { role } = z.object({ role: z.string().optional() }).parse(cases.get(caseId)?.at(-1)?.body);
  return { route: next.route, digest: next.digest, company: next.company, role };
}

const perfect = { confidence: 1, anomalies: [] };
const clean: World = {
  category: 'order',
  matched: true,
  creditNote: false,
  exposure: 1,
  blocking: [],
  autonomy: 'auto',
  minConfidence: 0.9,
  stopped: false,
};

describe('no assessment reaches a more permissive route than the facts alone allow', () => {
  it('whatever it says, injected texts among it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, arbitraryAssessment, async (world, assessment) => {
        const [without, withIt] = [await decided(world), await decided(world, { assessment })];
        expect(without.route).not.toBe('auto');
        expect(withIt.digest).toBe(without.digest);
        if (withIt.route === 'auto') {
          expect(factsAllowAuto(world)).toBe(true);
          expect(assessment.anomalies).toEqual([]);
          expect(assessment.confidence).toBeGreaterThanOrEqual(world.minConfidence);
        } else expect(withIt).toEqual(without);
      }),
      { numRuns: 150 },
    );
  });

  it('nor does the best one where the facts do not allow it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { route } = await decided(world, { assessment: perfect });
        expect(route === 'auto').toBe(factsAllowAuto(world));
      }),
      { numRuns: 150 },
    );
  });

  it('nor does one that is forged', async () => {
    expect(await decided(clean, { assessment: perfect }, true)).toEqual(await decided(clean));
  });

  it('nor does anything that is no assessment', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGarbage, fc.boolean(), async (garbage, nested) => {
        const body = { ...(nested ? { assessment: garbage } : { route: 'auto', approved: true, confidence: 1 }) };
        const { route } = await decided({ ...clean, autonomy: 'cosign' }, JSON.parse(JSON.stringify(body)));
        expect(route).toBe('review');
      }),
      { numRuns: 60 },
    );
  });

  it.each([0.89999, 0.8999])('nor does a confidence of %d, just below the threshold', async (confidence) => {
    expect((await decided(clean, { assessment: { ...perfect, confidence } })).route).toBe('review');
  });
});

it('and the law is not empty: a clean case with a confident assessment is automatic', async () => {
  expect((await decided(clean, { assessment: perfect })).route).toBe('auto');
  expect((await decided(clean)).route).toBe('review');
});
