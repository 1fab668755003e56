import type { Answer, Answerer } from '../../lambdas/erp/answer.ts';
import type { DeliverDeps } from '../../lambdas/erp/deliver.ts';
import { ErpUnavailable, ErpUnknown } from '../../lambdas/erp/errors.ts';
import type { Runs } from '../../lambdas/erp/runs.ts';
import type { CaseClaims, Stopper } from '../../lambdas/intake/ports.ts';
import type { Positions } from '../../lambdas/order/positions.ts';
import type { Executions } from '../../lambdas/shared/adapters/executions.ts';
import type { EntryStore } from '../../lambdas/shared/append.ts';
import type { Clock, Commitments } from '../../lambdas/shared/ports.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { Writer } from '../../statemachines/kernel/ledger-entry.ts';
import type { Release } from '../../statemachines/kernel/order.ts';
import type { Command, ExpectedVersion } from '../../statemachines/kernel/proposal.ts';
import type { Boundaries, Failures } from './faults.ts';
import { countingErp } from './faults-erp.ts';
import { memoryEvidence, memoryLedger } from './memory-ledger.ts';
import { memoryReviews } from './memory-reviews.ts';
import { toyAuthority, toyPolicies, toyWorkflow } from './toy-workflow.ts';

export interface Stored {
  readonly store: EntryStore;
  readonly claims: CaseClaims;
  readonly positions: Positions;
  readonly commitments: Commitments;
  readonly runsOf: (clock: Clock) => Runs;
  /** The tables throttle below their own retry, so that the port itself is never busy. */
  readonly throttlesBelow: boolean;
}

/** An effect may take days, as it does in real workflows: longer than any message is invisible. */
export const WORKFLOW: Workflow = { ...toyWorkflow, effectSeconds: 3 * 86_400 };
export const LEASE_MS = 30_000;
const transient = () => new CountersignError('Transient', 'busy');
const ours: Failures = { busy: transient, unheard: transient };
const erps: Failures = {
  busy: () => new ErpUnavailable('429', { sent: false }),
  unheard: () => new ErpUnknown('the answer is lost'),
};

interface Outside {
  readonly clock: Clock;
  readonly executions: Executions & Stopper;
  readonly answerer: Answerer;
  readonly enforcesKey: boolean;
  /** Another one than the toy. */
  readonly workflow?: Workflow | undefined;
}

/** What the real handlers need, every port call of it a boundary. */
export function faultyPorts(
  { store, claims, positions, commitments, runsOf, throttlesBelow }: Stored,
  { cross }: Boundaries,
  outside: Outside,
) {
  const { clock, executions, answerer, workflow = WORKFLOW } = outside;
  const evidence = memoryEvidence();
  const authority = toyAuthority();
  const erp = countingErp(clock, outside.enforcesKey);
  const announced: string[] = [];
  const aside: string[] = [];
  const releases: Release[] = [];
  const runs = runsOf(clock);
  const tables: Failures = { busy: throttlesBelow ? undefined : transient, unheard: transient };
  const workflowOf = () => workflow;
  const storeOf = (by: Writer): EntryStore => ({
    read: (id) => cross(`${by}: ledger read`, () => store.read(id), tables),
    putIfFree: (entry, together) =>
      cross(`${by}: append ${entry.stage}`, () => store.putIfFree(entry, together), tables),
  });
  const kept = {
    ...evidence,
    put: (id: string, content: Uint8Array | string) => cross('evidence put', () => evidence.put(id, content), ours),
  };
  const as = (by: Writer) => ({ ...memoryLedger(storeOf(by), by, clock), evidence: kept, clock, workflowOf });
  const start: Executions['start'] = (workflow, name, input) =>
    cross('start', () => executions.start(workflow, name, input), ours);
  const stop: Stopper['stop'] = (workflow, name, why) =>
    cross('stop', () => executions.stop(workflow, name, why), ours);
  const reviews = memoryReviews();
  const sumsOf = (by: Writer): Commitments => ({
    turn: (group) => cross(`${by}: turn read`, () => commitments.turn(group), tables),
    since: (group, day) => cross(`${by}: sum read`, () => commitments.since(group, day), tables),
  });
  return {
    evidence,
    authority,
    erp,
    announced,
    releases,
    commitments,
    as,
    intake: {
      ...as('intake'),
      workflows: [workflow],
      claims: {
        claim: (claim: Parameters<CaseClaims['claim']>[0]) => cross('claim', () => claims.claim(claim), tables),
      },
      positions: {
        last: (stream) => cross('position read', () => positions.last(stream), tables),
        claim: (...of) => cross('place claimed', () => positions.claim(...of), tables),
        holder: (...of) => cross('place read', () => positions.holder(...of), tables),
        free: (...of) => cross('place freed', () => positions.free(...of), tables),
        advance: (...of) => cross('position raised', () => positions.advance(...of), tables),
      } satisfies Positions,
      ask: (message: Release) => cross('ask', async () => void releases.push(message), ours),
      starter: { start, stop },
      announcer: {
        announce: ({ id }: { id: string }) => cross('announce', async () => void announced.push(id), ours),
      },
      quarantine: { keep: async () => {} },
      documents: { read: async () => Buffer.from('') },
      reviews,
      answerer: {
        answer: (token: string, answer: Answer) => cross('intake: answer', () => answerer.answer(token, answer), ours),
      },
    },
    gather: {
      ...as('gather'),
      facts: {
        async read() {
          if (erp.tellsNothing) throw new CountersignError('InvalidInput', 'the ERP tells nothing');
          return { version: erp.version, inFlight: [] };
        },
      },
      openCases: { facets: async () => [] },
    },
    decide: { ...as('decide'), policiesOf: () => toyPolicies, authority, commitments: sumsOf('decide') },
    gateway: {
      ...as('gateway'),
      policiesOf: () => toyPolicies,
      authority,
      commitments: sumsOf('gateway'),
      leaseMs: LEASE_MS,
      erp: {
        enforcesKey: erp.enforcesKey,
        versions: (of: readonly ExpectedVersion[]) => cross('ERP versions', () => erp.versions(of), erps),
        post: (command: Command, digest: string) => cross('ERP post', () => erp.post(command, digest), erps),
        probe: (command: Command, digest: string) => cross('ERP probe', () => erp.probe(command, digest), erps),
      },
    },
    review: { ...as('review'), reviews, answerer },
    reopen: { ...as('reopen'), authority, executions: { start, status: executions.status } },
    sweep: { ...as('sweep'), executions: { start, stop, status: executions.status }, reviews, answerer },
    queue: {
      runs: {
        begin: async (command, mustEndBy) => {
          const run = await cross('gateway: run begins', () => runs.begin(command, mustEndBy), tables);
          return { ...run, strikeOut: () => cross('gateway: run struck out', () => run.strikeOut(), tables) };
        },
      },
      answerer: {
        answer: (token, answer) => cross('answer', () => answerer.answer(token, answer), ours),
      },
      aside: { put: ({ body }) => cross('put aside', async () => void aside.push(body), ours) },
    } satisfies Pick<DeliverDeps, 'runs' | 'answerer' | 'aside'>,
    aside,
  };
}
