import type { Answer } from '../../lambdas/erp/answer.ts';
import type { Stopper } from '../../lambdas/intake/ports.ts';
import type { Executions } from '../../lambdas/shared/adapters/executions.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import type { Execution, Graph } from './faults-graph.ts';

/** Step Functions' own book: executions by name, what they wait for, and what is to be done next. */
export function executionBook() {
  const all = new Map<string, Execution>();
  const toBegin: [Execution, CaseRef][] = [];
  const toAnswer: { execution: Execution; token: string; answer: Answer }[] = [];
  let most = 0;
  const running = () => [...all.values()].filter(({ ended }) => !ended);
  const port: Executions & Stopper = {
    async start(_, name, input) {
      if (all.has(name)) return;
      const execution: Execution = { name };
      all.set(name, execution);
      most = Math.max(most, running().length);
      toBegin.push([execution, input as CaseRef]);
    },
    async stop(_, name) {
      const execution = all.get(name);
      if (execution) execution.ended ??= 'stopped';
    },
    async status(_, name) {
      const execution = all.get(name);
      if (!execution) return 'absent';
      return execution.ended ? 'ended' : 'running';
    },
  };
  return {
    all,
    running,
    port,
    /** The most executions of the case that ever ran at once. */
    mostRunning: () => most,
    idle: () => toBegin.length === 0 && toAnswer.length === 0,
    async answer(token: string, answer: Answer) {
      const waits = running().find(({ waiting }) => waiting?.token === token);
      if (waits) toAnswer.push({ execution: waits, token, answer });
    },
    async stop() {
      for (const execution of running()) execution.ended = 'stopped';
    },
    /** Runs what Step Functions has to do at once. */
    async settleDown(flow: Graph): Promise<void> {
      for (let turn = 0; turn < 50; turn += 1) {
        const answered = toAnswer.shift();
        if (answered && answered.execution.waiting?.token === answered.token)
          await flow.answered(answered.execution, answered.answer);
        const begun = toBegin.shift();
        if (begun) await flow.begin(...begun);
        if (!answered && !begun) return;
      }
      throw new Error('Step Functions does not come to rest');
    },
  };
}
