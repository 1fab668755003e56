import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { addWorkingTime } from '../../statemachines/kernel/working-time.ts';
import { peopleOfEnvironment } from '../review/api/people.ts';
import { peopleApi, served } from '../review/api/people-api.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { exceptionsView } from '../shared/adapters/exceptions-view.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { withMiddleware } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import type { ExceptionsDeps } from './deps.ts';
import { EXCEPTION_OPERATIONS } from './operations.ts';

const env = environment('AUTHORITY_TABLE', 'CASES_TABLE');
const deps: ExceptionsDeps = {
  ...recordKeeping(),
  workflowOf,
  authority: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock),
  deadline: addWorkingTime,
  open: exceptionsView(dynamo, env.CASES_TABLE),
};
const api = peopleApi({ operations: EXCEPTION_OPERATIONS, deps, ...peopleOfEnvironment() });

export const handler = withMiddleware<APIGatewayProxyEvent, APIGatewayProxyResult>(served(api));
