import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { conclude } from '../../lambdas/conclude/run.ts';
import { decide } from '../../lambdas/decide/run.ts';
import type { Answer } from '../../lambdas/erp/answer.ts';
import { settle } from '../../lambdas/erp/settle.ts';
import { gather } from '../../lambdas/gather/run.ts';
import { escalate } from '../../lambdas/review/escalate.ts';
import { openReview } from '../../lambdas/review/open.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { asWorker } from './faults.ts';
import type { faultyPorts } from './faults-ports.ts';

type Ports = ReturnType<typeof faultyPorts>;

/** One execution as Step Functions keeps it. */
export interface Execution {
  readonly name: string;
  ended?: 'succeeded' | 'failed' | 'stopped';
  /** What `Post` or `Countersign` waits for, until when. */
  waiting?: {
    readonly token: string;
    readonly ref: CaseRef;
    readonly until: number;
    readonly review: boolean;
    /** Name of the state that waits, where the graph has several that send commands. */
    readonly state?: string | undefined;
  };
}

const retry = z.object({
  States: z.object({
    Gather: z.object({ Retry: z.array(z.object({ ErrorEquals: z.array(z.string()), MaxAttempts: z.int() })) }),
  }),
});
const asl = readFileSync(new URL('../../statemachines/invoice-processing/workflow.asl.json', import.meta.url), 'utf8');
/** The house's one form of retry, from a real graph. */
const [RETRY] = retry.parse(JSON.parse(asl)).States.Gather.Retry;

/** A task: retried, unless it waits, and caught as the graph says. `undefined` when the execution was stopped meanwhile. */
export async function attempted(
  execution: Execution,
  run: () => Promise<CaseRef>,
): Promise<CaseRef | Error | undefined> {
  for (let tries = 0; ; tries += 1) {
    const result = await asWorker(run).catch((error: unknown) => error as Error);
    if (execution.ended) return undefined;
    if (!(result instanceof Error)) return result;
    if (!RETRY?.ErrorEquals.includes(result.name) || tries >= RETRY.MaxAttempts) return result;
  }
}

export interface Graph {
  begin(execution: Execution, input: CaseRef): Promise<void>;
  answered(execution: Execution, answer: Answer): Promise<void>;
  timedOut(execution: Execution): Promise<void>;
}

/** Begins the wait of a state: queues its command, or opens its review, with a token of its own. */
export type Send = (
  execution: Execution,
  ref: CaseRef,
  review: boolean,
  effect?: { readonly state: string; readonly command: string },
) => void;

/** The straight and the failing ways of the graph over the real handlers; `send` queues the command, with its token. */
export function graph(
  ports: () => Ports,
  send: Send,
  assessing?: (ref: CaseRef, ports: Ports) => Promise<CaseRef>,
): Graph {
  const begin = async (execution: Execution, input: CaseRef) => {
    const gathered = await attempted(execution, () => gather({ ...input, state: 'Gather' }, ports().gather));
    if (!gathered) return;
    if (gathered instanceof Error) return end(execution, 'Park', input, gathered.name);
    const assessed = await attempted(execution, () => assess(gathered));
    if (!assessed) return;
    const decided = await attempted(execution, () => decide({ ...gathered, state: 'Decide' }, ports().decide));
    if (!decided) return;
    if (decided instanceof Error) return end(execution, 'Park', gathered, decided.name);
    if (decided.route === 'auto') return send(execution, decided, false);
    if (decided.route === 'review') return wait(execution, decided);
    return end(execution, decided.route === 'park' ? 'Park' : 'Refuse', decided);
  };
  /** Countersign: waits with a fresh token, and opens the review; or goes on with it. */
  const wait = async (execution: Execution, ref: CaseRef) => {
    send(execution, ref, true);
    const { token } = execution.waiting ?? {};
    if (!token) return;
    const opens = () => openReview({ ...ref, state: 'Countersign', taskToken: token }, ports().review);
    const opened = await attempted(execution, opens);
    if (!(opened instanceof Error) || execution.waiting?.token !== token) return;
    delete execution.waiting;
    await end(execution, 'Park', ref, opened.name);
  };
  const assess = async (ref: CaseRef): Promise<CaseRef> => {
    if (assessing) return assessing(ref, ports());
    await ports()
      .as('assess')
      .ledger.append(ref.caseId, {
        entryKey: `${ref.attempt}/${ref.visit}/Assess`,
        stage: 'assessed',
        actor: { kind: 'model', id: 'toy' },
        workflow: { slug: 'toy', version: '1' },
        body: { attempt: ref.attempt, visit: ref.visit ?? 0, assessment: { confidence: 0.95, anomalies: [] } },
        evidence: [],
      });
    return ref;
  };
  const end = async (execution: Execution, state: 'Park' | 'Refuse', ref: CaseRef, reason?: string) => {
    const input = { ...ref, ...(reason && { reason }), state };
    const result = await attempted(execution, () => conclude(input, ports().as('conclude')));
    if (result) execution.ended = result instanceof Error ? 'failed' : 'succeeded';
  };
  const escalated = async (execution: Execution, ref: CaseRef) => {
    const input = { ...ref, reason: 'ReviewExpired', state: 'Escalate' };
    const next = await attempted(execution, () => escalate(input, ports().review));
    if (!next) return;
    if (next instanceof Error) return end(execution, 'Park', ref, next.name);
    return next.escalation === 'again' ? wait(execution, next) : end(execution, 'Refuse', next);
  };
  return {
    begin,
    async answered(execution, answer) {
      const { ref, review } = execution.waiting ?? {};
      delete execution.waiting;
      if (!ref) return;
      if (answer.kind === 'success') {
        if (review) return send(execution, ref, false);
        execution.ended = 'succeeded';
        return;
      }
      if (answer.error === 'FactsChanged') return begin(execution, ref);
      if (answer.error === 'TimeChanged' && review) return escalated(execution, ref);
      return end(execution, 'Park', ref, answer.error);
    },
    async timedOut(execution) {
      const { ref, review } = execution.waiting ?? {};
      delete execution.waiting;
      if (!ref) return;
      if (review) return escalated(execution, ref);
      const settled = await attempted(execution, () => settle({ ...ref, state: 'Settle' }, ports().gateway));
      if (!settled) return;
      if (settled instanceof Error) return end(execution, 'Park', ref, settled.name);
      if (settled.settlement === 'confirmed') execution.ended = 'succeeded';
      else await end(execution, 'Park', settled, settled.reason);
    },
  };
}
