import { caseRef, taskInput } from '../../statemachines/kernel/task-input.ts';
import { erpReader } from '../erp/tryton/reader.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { caseView } from '../shared/adapters/case-view.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { task } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { gather } from './run.ts';

const env = environment('CASES_TABLE', 'ERP_READER_SECRET', 'ERP_TIMEOUT_MS');

export const handler = task({
  input: taskInput,
  output: caseRef,
  deps: {
    ...recordKeeping(),
    workflowOf,
    facts: erpReader(env.ERP_READER_SECRET, env.ERP_TIMEOUT_MS),
    openCases: caseView(dynamo, env.CASES_TABLE),
  },
  run: gather,
});
