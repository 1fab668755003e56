import { conclude } from '../../lambdas/conclude/run.ts';
import { decide } from '../../lambdas/decide/run.ts';
import { settle } from '../../lambdas/erp/settle.ts';
import { gather } from '../../lambdas/gather/run.ts';
import { RESOURCES } from '../../lib/proofs/house.ts';
import type { Effect } from '../../statemachines/kernel/define-workflow.ts';
import { type CaseRef, caseRef } from '../../statemachines/kernel/task-input.ts';
import type { RawDefinition, RawState } from '../lib/proofs/raw.ts';
import { attempted, type Execution, type Graph, type graph } from './faults-graph.ts';

type Ports = Parameters<typeof graph>[0];

/** Runs a definition as it stands over the real handlers, without reviews: what was proved is what runs. */
export function aslFlow({ StartAt, States }: RawDefinition, effects: readonly Effect[]): typeof graph {
  return (ports, send): Graph => {
    const enter = async (execution: Execution, name: string, input: CaseRef): Promise<void> => {
      const state = States[name];
      if (!state) throw new Error(`the graph has no ${name}`);
      if (state.Type === 'Succeed') {
        execution.ended = 'succeeded';
        return;
      }
      if (state.Type === 'Choice') return enter(execution, followed(state, input), input);
      const effect = effects.find((of) => of.state === name);
      if (state['Resource'] === RESOURCES.sendAndWait && effect) return send(execution, input, false, effect);
      const result = await attempted(execution, () => call(name, input, ports));
      if (!result) return;
      if (result instanceof Error) return fail(execution, state, input, result.name);
      return leave(execution, state, result);
    };
    const leave = (execution: Execution, state: RawState, output: CaseRef): void | Promise<void> => {
      if (typeof state['Next'] === 'string') return enter(execution, state['Next'], output);
      execution.ended = 'succeeded';
    };
    const fail = (execution: Execution, { Catch }: RawState, input: CaseRef, error: string): void | Promise<void> => {
      const to = Catch?.find(({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'));
      if (to) return enter(execution, to.Next, { ...input, reason: error });
      execution.ended = 'failed';
    };
    const woken = (execution: Execution) => {
      const { ref, state: name = '' } = execution.waiting ?? {};
      delete execution.waiting;
      const state = States[name];
      return ref && state && { ref, state };
    };
    return {
      begin: (execution, input) => enter(execution, StartAt, input),
      async answered(execution, answer) {
        const { ref, state } = woken(execution) ?? {};
        if (!ref || !state) return;
        if (answer.kind === 'failure') return fail(execution, state, ref, answer.error);
        return leave(execution, state, caseRef.parse(answer.output));
      },
      async timedOut(execution) {
        const { ref, state } = woken(execution) ?? {};
        if (ref && state) await fail(execution, state, ref, 'States.Timeout');
      },
    };
  };
}

function followed({ Choices = [], Default }: RawState & { Default?: unknown }, input: CaseRef): string {
  const fields: Readonly<Record<string, unknown>> = { ...input };
  const rule = Choices.find(({ Condition }) => {
    const [, field = '', value] = /^\{% \$states\.input\.(\w+) = '(\w*)' %\}$/.exec(Condition) ?? [];
    return fields[field] === value;
  });
  return rule?.Next ?? String(Default);
}

async function call(name: string, ref: CaseRef, ports: Ports): Promise<CaseRef> {
  const input = { ...ref, state: name };
  if (name === 'Gather') return gather(input, ports().gather);
  if (name === 'Decide') return decide(input, ports().decide);
  if (name === 'Settle') return settle(input, ports().gateway);
  if (name === 'Park' || name === 'Refuse') return conclude(input, ports().as('conclude'));
  if (name !== 'Assess') throw new Error(`nothing runs ${name} here`);
  const { caseId, attempt, visit = 0 } = ref;
  await ports()
    .as('assess')
    .ledger.append(caseId, {
      entryKey: `${attempt}/${visit}/Assess`,
      stage: 'assessed',
      actor: { kind: 'model', id: 'toy' },
      workflow: { slug: 'toy', version: '1' },
      body: { attempt, visit, assessment: { confidence: 0.95, anomalies: [] } },
      evidence: [],
    });
  return ref;
}
