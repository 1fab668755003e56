import { caseRef, taskInput } from '../../statemachines/kernel/task-input.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { task } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { escalate } from './escalate.ts';

const env = environment('WORKING_HOUR_SECONDS');

export const handler = task({
  input: taskInput,
  output: caseRef,
  deps: { ...recordKeeping(), workflowOf, hourSeconds: env.WORKING_HOUR_SECONDS },
  run: escalate,
});
