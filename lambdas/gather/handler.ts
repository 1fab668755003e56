import { erpReader } from '../erp/tryton/reader.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { breakersOfEnvironment, OWN_REGION } from '../shared/adapters/breakers.ts';
import { caseView } from '../shared/adapters/case-view.ts';
import { caseTask } from '../shared/case-task.ts';
import { environment } from '../shared/environment.ts';
import { guardedReader } from './guarded-reader.ts';
import { gather } from './run.ts';

const env = environment('CASES_TABLE', 'ERP_READER_SECRET', 'ERP_TIMEOUT_MS');
const breaker = breakersOfEnvironment()({ dependency: 'erp-read', region: OWN_REGION });

export const handler = caseTask(gather, {
  facts: guardedReader(erpReader(env.ERP_READER_SECRET, env.ERP_TIMEOUT_MS), breaker),
  openCases: caseView(dynamo, env.CASES_TABLE),
});
