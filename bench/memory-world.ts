import type { AssessDeps } from '../lambdas/assess/run.ts';
import type { DecideDeps } from '../lambdas/decide/run.ts';
import type { GatewayDeps } from '../lambdas/erp/gateway-ports.ts';
import type { TrytonClient } from '../lambdas/erp/tryton/client.ts';
import { invoiceFactsFrom } from '../lambdas/erp/tryton/read-invoice-facts.ts';
import { trytonWriter } from '../lambdas/erp/tryton/writer.ts';
import type { GatherDeps } from '../lambdas/gather/run.ts';
import type { IntakeDeps } from '../lambdas/intake/deps.ts';
import { snapshotOf, standingOf } from '../lambdas/shared/adapters/dynamo-authority.ts';
import { registeredIn } from '../lambdas/shared/adapters/dynamo-register.ts';
import { policiesBySlug } from '../lambdas/shared/authority/policy-set.ts';
import type { AuthorityPort } from '../lambdas/shared/authority/snapshot.ts';
import { LOCAL_MODEL, sampleRegister } from '../local/authority/register.ts';
import { sampleAuthority } from '../local/authority/sample.ts';
import { invoiceReceived } from '../statemachines/invoice-processing/contract.ts';
import { invoiceProcessing } from '../statemachines/invoice-processing/workflow.ts';
import { requiredStops, stopOf } from '../statemachines/kernel/authority/stop.ts';
import type { Workflow } from '../statemachines/kernel/define-workflow.ts';
import type { Writer } from '../statemachines/kernel/ledger-entry.ts';
import { type CaseRef, caseRef } from '../statemachines/kernel/task-input.ts';
import { memoryEvidence, memoryLedger, memoryStore } from '../test/support/memory-ledger.ts';
import { memoryPositions } from '../test/support/memory-positions.ts';
import { referenceReply } from './reference-reply.ts';
import { stubErp } from './stub-erp.ts';

const workflow = invoiceProcessing as Workflow;
const { slug } = workflow;
const SEGMENT = 'MFR';

/** The dependencies of the real handlers over memory, for the real workflow, with the stub ERP called in place. */
export function memoryWorld() {
  const memory = memoryStore();
  const { commitments } = memory;
  const clock = { now: () => new Date() };
  const evidence = memoryEvidence();
  const started: CaseRef[] = [];
  const stub = stubErp();
  const client: TrytonClient = {
    call: async (_model, method, ...args) => stub.answer(method, args),
    within: () => client,
  };
  for (const key of requiredStops(slug)) memory.versions.set(key, 1);
  const loaded = [...sampleAuthority(slug, [SEGMENT]), ...sampleRegister([workflow])];
  const items = new Map(loaded.map(({ key, ...data }) => [String(key), data]));
  const now = () => clock.now().toISOString();
  const authority: AuthorityPort = {
    read: async (scope) => snapshotOf(items, scope, now()),
    standing: async (subject) => standingOf(items, subject, now()),
  };
  const as = (writer: Writer) => ({
    ...memoryLedger(memory.store, writer, clock),
    evidence,
    clock,
    workflowOf: () => workflow,
  });
  const policiesOf = policiesBySlug([workflow]);
  return {
    started,
    intake: {
      ...as('intake'),
      workflows: [workflow],
      claims: { claim: async (claim) => claim },
      positions: memoryPositions(),
      ask: async () => {},
      starter: { stop: async () => {}, start: async (_, __, input) => void started.push(caseRef.parse(input)) },
      announcer: { announce: async () => {} },
      quarantine: {
        keep: async (_, __, reasons) => {
          throw new Error(`quarantined: ${reasons.join('; ')}`);
        },
      },
      documents: { read: async (key) => Buffer.from(key) },
      reviews: { get: async () => undefined },
      answerer: { answer: async () => {} },
    } satisfies IntakeDeps,
    gather: {
      ...as('gather'),
      facts: { read: async (_, query, inFlight) => invoiceFactsFrom(stub.answer('invoice_facts', [query]), inFlight) },
      openCases: { facets: async () => [] },
    } satisfies GatherDeps,
    assess: {
      ...as('assess'),
      register: {
        read: async () => ({
          ...registeredIn(items, slug, LOCAL_MODEL, now()),
          stops: [stopOf({ kind: 'all', id: '*' }, items.get('stop#all'), now())],
        }),
      },
      spending: { reserve: async () => undefined, correct: async () => {} },
      modelId: LOCAL_MODEL,
      converseOf: () => referenceReply,
      sleep: async () => {},
      random: () => 0,
    } satisfies AssessDeps,
    decide: { ...as('decide'), policiesOf, authority, commitments } satisfies DecideDeps,
    gateway: {
      ...as('gateway'),
      policiesOf,
      authority,
      commitments,
      erp: trytonWriter({
        poster: async () => client,
        steward: async () => client,
        buyer: async () => client,
        crediter: async () => client,
      }),
      leaseMs: 30_000,
    } satisfies GatewayDeps,
    /** The bus event that brings a document inline. */
    eventOf(id: string, raw: Buffer) {
      const document = { content: raw.toString('utf8'), encoding: 'utf-8' };
      const time = clock.now().toISOString();
      const { type } = invoiceReceived;
      const detail = { specversion: '1.0', id, source: 'bench', type, time, data: { document } };
      return { 'detail-type': type, source: 'bench', detail };
    },
  };
}
