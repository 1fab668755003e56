import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { registry } from '../../statemachines/registry.ts';
import type { KeepingDeps } from '../order/deps.ts';
import { ORDER_OPERATIONS } from '../order/operations.ts';
import { peopleOfEnvironment } from '../review/api/people.ts';
import { peopleApi, served } from '../review/api/people-api.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { dynamoPositions } from '../shared/adapters/dynamo-positions.ts';
import { intakeQueue } from '../shared/adapters/intake-queue.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { orderView } from '../shared/adapters/order-view.ts';
import { quarantineView } from '../shared/adapters/quarantine-view.ts';
import { environment } from '../shared/environment.ts';
import { withMiddleware } from '../shared/task.ts';
import { MOST_CHARACTERS, QUARANTINE_OPERATIONS } from './operations.ts';

const env = environment('AUTHORITY_TABLE', 'CASES_TABLE', 'ORDER_TABLE', 'INTAKE_QUEUE_URL');
const deps: KeepingDeps = {
  ...recordKeeping(),
  workflows: registry,
  standing: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock).standing,
  waiting: quarantineView(dynamo, env.CASES_TABLE),
  ask: intakeQueue(env.INTAKE_QUEUE_URL),
  order: {
    ...recordKeeping('order'),
    standing: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock).standing,
    positions: dynamoPositions(dynamo, env.ORDER_TABLE),
    waiting: orderView(dynamo, env.CASES_TABLE),
    ask: intakeQueue(env.INTAKE_QUEUE_URL),
  },
};
const api = peopleApi<KeepingDeps>({
  ...{ operations: [...QUARANTINE_OPERATIONS, ...ORDER_OPERATIONS], deps, mostCharacters: MOST_CHARACTERS },
  ...peopleOfEnvironment(),
});

export const handler = withMiddleware<APIGatewayProxyEvent, APIGatewayProxyResult>(served(api));
