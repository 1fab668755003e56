import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Command } from '../../statemachines/kernel/proposal.ts';
import { WORKFLOW } from './faults-ports.ts';
import { SAGA_EFFECTS } from './saga-graph.ts';

const COMPENSATIONS: Readonly<Record<string, Command['compensation']>> = {
  'post-a': { kind: 'undo-a', reason: 'a counter-posting undoes it' },
  'post-b': { kind: 'undo-b', reason: 'a counter-posting undoes it' },
  'post-c': { kind: 'none', reason: 'what was sent out can’t be called back' },
};

/** The toy with three effects instead of one, of which the last can't be undone. */
export const sagaWorkflow: Workflow = {
  ...WORKFLOW,
  effects: SAGA_EFFECTS,
  outcomes: WORKFLOW.outcomes.map(({ command: _, ...told }) => told),
  propose(of, ...rest) {
    const proposed = WORKFLOW.propose(of, ...rest);
    const [only] = proposed?.commands ?? [];
    if (!proposed || !only) return proposed;
    const commands = Object.entries(COMPENSATIONS).map(([kind, compensation]) => ({
      ...{ ...only, kind, compensation },
      idempotencyKey: `${of.caseId}/${kind}/1`,
    }));
    return { ...proposed, commands };
  },
};
