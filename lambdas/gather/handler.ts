import { erpReader } from '../erp/tryton/reader.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { caseView } from '../shared/adapters/case-view.ts';
import { caseTask } from '../shared/case-task.ts';
import { environment } from '../shared/environment.ts';
import { gather } from './run.ts';

const env = environment('CASES_TABLE', 'ERP_READER_SECRET', 'ERP_TIMEOUT_MS');

export const handler = caseTask(gather, {
  facts: erpReader(env.ERP_READER_SECRET, env.ERP_TIMEOUT_MS),
  openCases: caseView(dynamo, env.CASES_TABLE),
});
