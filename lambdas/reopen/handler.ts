import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { peopleOfEnvironment } from '../review/api/people.ts';
import { peopleApi, served } from '../review/api/people-api.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { stepFunctions } from '../shared/adapters/executions.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { withMiddleware } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { REOPEN_OPERATIONS } from './operations.ts';

const env = environment('AUTHORITY_TABLE', 'STATE_MACHINES');
const deps = {
  ...recordKeeping(),
  workflowOf,
  authority: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock),
  executions: stepFunctions(env.STATE_MACHINES),
};
const api = peopleApi({ operations: REOPEN_OPERATIONS, deps, ...peopleOfEnvironment() });

export const handler = withMiddleware<APIGatewayProxyEvent, APIGatewayProxyResult>(served(api));
