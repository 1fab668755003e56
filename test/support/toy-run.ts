import { decide } from '../../lambdas/decide/run.ts';
import type { GatewayDeps } from '../../lambdas/erp/gateway-ports.ts';
import type { ErpDocument, ErpWriter } from '../../lambdas/erp/port.ts';
import { gather } from '../../lambdas/gather/run.ts';
import type { IntakeDeps } from '../../lambdas/intake/deps.ts';
import type { CaseClaim } from '../../lambdas/intake/ports.ts';
import { intake } from '../../lambdas/intake/run.ts';
import type { ReverseDeps } from '../../lambdas/reopen/request-reversal.ts';
import type { DecisionDeps } from '../../lambdas/review/deps.ts';
import { escalate } from '../../lambdas/review/escalate.ts';
import { openReview } from '../../lambdas/review/open.ts';
import type { ExecutionStatus } from '../../lambdas/shared/adapters/executions.ts';
import type { EntryStore } from '../../lambdas/shared/append.ts';
import type { Clock, Commitments } from '../../lambdas/shared/ports.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { OutgoingEvent } from '../../statemachines/kernel/events/outgoing-event.ts';
import type { LedgerDraft, Writer } from '../../statemachines/kernel/ledger-entry.ts';
import type { Release } from '../../statemachines/kernel/order.ts';
import { type CaseRef, type CommandMessage, commandMessage } from '../../statemachines/kernel/task-input.ts';
import { handClock, memoryEvidence, memoryLedger, memoryStore } from './memory-ledger.ts';
import { memoryPositions } from './memory-positions.ts';
import { memoryAnswerer, memoryReviews } from './memory-reviews.ts';
import { toyAuthority, toyPolicies, toyWorkflow } from './toy-workflow.ts';

/** An ERP in memory that enforces the key, and misbehaves as told. */
export function toyErp() {
  const documents = new Map<string, ErpDocument>();
  const erp = {
    documents,
    calls: 0,
    version: 'v1',
    enforcesKey: true,
    /** Runs before a post (throw: not executed) and after it (throw: the answer is lost). */
    before: () => {},
    after: () => {},
    versions: async (of) => of.map((entity) => ({ ...entity, version: erp.version })),
    post: async (command) => {
      erp.calls += 1;
      erp.before();
      const { net, tax, gross, payable } = command.payload['totals'] as Record<
        'net' | 'tax' | 'gross' | 'payable',
        string
      >;
      const there = documents.get(command.idempotencyKey);
      const made = {
        id: '1',
        number: `N-${documents.size + 1}`,
        currency: 'EUR',
        net,
        tax,
        gross,
        payable,
        state: 'posted',
        balanced: true,
      };
      documents.set(command.idempotencyKey, there ?? made);
      erp.after();
      return there ?? made;
    },
    probe: async (command) => documents.get(command.idempotencyKey),
  } as ErpWriter & {
    documents: typeof documents;
    calls: number;
    version: string;
    enforcesKey: boolean;
    before: () => void;
    after: () => void;
  };
  return erp;
}

/** Of an event: what differs from the first one of the shop. */
export interface Told {
  readonly id?: string;
  readonly source?: string;
  /** What the CloudEvent says of its source, where that is something else than the producer of the bus. */
  readonly says?: string;
  readonly subject?: string;
  readonly sequence?: string;
  readonly time?: string;
  readonly traceparent?: string;
}

/** The real handlers over memory, or over other tables; one case at a time. */
export function toyRun(
  tables?: { readonly store: EntryStore; readonly commitments: Commitments },
  workflow: Workflow = toyWorkflow,
) {
  const memory = memoryStore();
  if (tables) memory.store = tables.store;
  const { commitments } = tables ?? memory;
  memory.versions.set('stop#all', 7);
  const clock = handClock();
  const evidence = memoryEvidence();
  const authority = toyAuthority();
  const erp = toyErp();
  const started: { name: string; input: CaseRef }[] = [];
  const stopped: string[] = [];
  const announced: OutgoingEvent[] = [];
  const quarantined: unknown[] = [];
  const releases: Release[] = [];
  const claims = new Map<string, CaseClaim>();
  const workflowOf = () => workflow;
  const as = (writer: Writer) => ({ ...memoryLedger(memory.store, writer, clock), evidence, clock, workflowOf });
  const reviews = memoryReviews();
  const answerer = memoryAnswerer();
  const intakeDeps: IntakeDeps = {
    ...as('intake'),
    workflows: [workflow],
    claims: {
      claim: async (claim) => {
        const held = claims.get(claim.caseId) ?? claim;
        claims.set(claim.caseId, held);
        return held;
      },
    },
    positions: memoryPositions(),
    ask: async (message) => void releases.push(message),
    starter: {
      start: async (_, name, input) => void started.push({ name, input: input as CaseRef }),
      stop: async (_, name) => void stopped.push(name),
    },
    announcer: { announce: async (event) => void announced.push(event) },
    quarantine: { keep: async (_, event) => void quarantined.push(event) },
    documents: { read: async () => Buffer.from('') },
    ...{ reviews, answerer },
  };
  for (const { person } of authority.people.values()) memory.versions.set(`person#${person?.id}`, 1);
  const deciding: DecisionDeps = {
    ...{ ...as('countersign'), policiesOf: () => toyPolicies },
    ...{ authority, reviews, answerer },
  };
  /** What Step Functions says of whatever execution is asked about; a test may change it. */
  const executions = {
    state: 'ended' as ExecutionStatus,
    ...intakeDeps.starter,
    status: async () => executions.state,
  };
  const reopening: ReverseDeps = { ...as('reopen'), authority, executions };
  const gateway: GatewayDeps = {
    ...as('gateway'),
    policiesOf: () => toyPolicies,
    authority,
    commitments,
    erp,
    leaseMs: 30_000,
  };
  /** What the systems of record say besides; a test may change it. */
  const told: Record<string, unknown> = {};
  const facts = { read: async () => ({ version: erp.version, inFlight: [], ...told }) };
  const openCases = { facets: async () => [] };
  /** `said`: what the assessment says besides. */
  const toDecision = async (from: CaseRef, confidence?: number, said: object = {}): Promise<CaseRef> => {
    const gathered = await gather({ ...from, state: 'Gather' }, { ...as('gather'), facts, openCases });
    if (confidence !== undefined) await assess(gathered, confidence, said);
    const deps = { ...as('decide'), policiesOf: () => toyPolicies, authority, commitments };
    return decide({ ...gathered, state: 'Decide' }, deps);
  };
  const assess = (ref: CaseRef, confidence: number, said: object) =>
    append('assess', ref.caseId, {
      entryKey: `${ref.attempt}/${ref.visit}/Assess`,
      stage: 'assessed',
      body: { attempt: ref.attempt, visit: ref.visit ?? 0, assessment: { ...said, confidence, anomalies: [] } },
    });
  /** Opens the review of a decided case, as its Countersign state does. */
  const open = (ref: CaseRef, taskToken = 'review-token') =>
    openReview({ ...ref, state: 'Countersign', taskToken }, { ...as('review'), reviews, answerer });
  /** The time of its Countersign state is over. */
  const timedOut = (ref: CaseRef, at: Clock = clock) =>
    escalate({ ...ref, reason: 'ReviewExpired', state: 'Escalate' }, { ...as('review'), clock: at });
  /** Everybody who could be asked was asked, and the last of them let it pass. */
  const outOfTime = async (ref: CaseRef) => {
    let asked = ref;
    for (const hours of [1, 2, 1]) {
      clock.advance(hours * 3_600_000);
      asked = await timedOut(asked);
    }
    clock.advance(2 * 3_600_000);
  };
  const append = (
    writer: Writer,
    caseId: string,
    draft: Pick<LedgerDraft, 'entryKey' | 'stage' | 'body'> & Partial<LedgerDraft>,
  ) =>
    as(writer).ledger.append(caseId, {
      actor: { kind: 'system', id: writer },
      workflow: { slug: 'toy', version: '1' },
      evidence: [],
      ...draft,
    });
  const tell = (type: string, data: object, { id = 'e1', source = 'shop', says = source, ...more }: Told = {}) => {
    const detail = { specversion: '1.0', id, source: says, type, time: '2026-11-24T09:00:00Z', data, ...more };
    return intake({ 'detail-type': type, source, detail }, intakeDeps);
  };
  const brought = (document: object) => ({ document: { content: JSON.stringify(document), encoding: 'utf-8' } });
  const receive = (document: object, id = 'e1', source = 'shop', more: { traceparent?: string } = {}) =>
    tell('toy.received.v1', brought(document), { id, source, ...more });
  /** Another note in place of one. */
  const correct = (document: object, told: Told) => tell('toy.corrected.v1', brought(document), told);
  const withdraw = (number: string, told: Told) => tell('toy.withdrawn.v1', { number, reason: 'by mistake' }, told);
  /** The answer to a question of the note's review. */
  const answerTo = (
    number: string,
    question: string,
    { text = 'as ordered', ...told }: Told & { text?: string } = {},
  ) => tell('toy.answered.v1', { number, question, text }, { id: 'a1', ...told });
  const messageOf = (ref: CaseRef): CommandMessage =>
    commandMessage.parse({ ...ref, command: 'post-toy', taskToken: 'token' });
  return {
    memory,
    clock,
    evidence,
    authority,
    erp,
    started,
    stopped,
    announced,
    quarantined,
    releases,
    intakeDeps,
    gateway,
    as,
    toDecision,
    append,
    receive,
    tell,
    correct,
    withdraw,
    answerTo,
    messageOf,
    told,
    open,
    timedOut,
    outOfTime,
    reviews,
    answerer,
    deciding,
    executions,
    reopening,
  };
}
