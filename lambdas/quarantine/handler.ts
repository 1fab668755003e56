import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { registry } from '../../statemachines/registry.ts';
import { peopleOfEnvironment } from '../review/api/people.ts';
import { peopleApi, served } from '../review/api/people-api.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { intakeQueue } from '../shared/adapters/intake-queue.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { quarantineView } from '../shared/adapters/quarantine-view.ts';
import { environment } from '../shared/environment.ts';
import { withMiddleware } from '../shared/task.ts';
import type { QuarantineDeps } from './deps.ts';
import { MOST_CHARACTERS, QUARANTINE_OPERATIONS } from './operations.ts';

const env = environment('AUTHORITY_TABLE', 'CASES_TABLE', 'INTAKE_QUEUE_URL');
const deps: QuarantineDeps = {
  ...recordKeeping(),
  workflows: registry,
  standing: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock).standing,
  waiting: quarantineView(dynamo, env.CASES_TABLE),
  ask: intakeQueue(env.INTAKE_QUEUE_URL),
};
const api = peopleApi({
  ...{ operations: QUARANTINE_OPERATIONS, deps, mostCharacters: MOST_CHARACTERS },
  ...peopleOfEnvironment(),
});

export const handler = withMiddleware<APIGatewayProxyEvent, APIGatewayProxyResult>(served(api));
