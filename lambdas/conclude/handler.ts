import { caseRef, taskInput } from '../../statemachines/kernel/task-input.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { task } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { conclude } from './run.ts';

export const handler = task({
  input: taskInput,
  output: caseRef,
  deps: { ...recordKeeping(), workflowOf },
  run: conclude,
});
