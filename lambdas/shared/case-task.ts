import { type CaseRef, caseRef, type TaskInput, taskInput } from '../../statemachines/kernel/task-input.ts';
import { recordKeeping } from './adapters/ledger.ts';
import { task } from './task.ts';
import { workflowOf } from './workflow-of.ts';

type Common = ReturnType<typeof recordKeeping> & { readonly workflowOf: typeof workflowOf };

/** A task that is given a case by its state and hands it on: it keeps records, knows the workflows, and has `own` besides. */
export function caseTask<Own extends object>(
  run: (input: TaskInput, deps: Common & NoInfer<Own>) => Promise<CaseRef>,
  own: Own,
) {
  return task({ input: taskInput, output: caseRef, deps: { ...recordKeeping(), workflowOf, ...own }, run });
}
