import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { peopleOfEnvironment } from '../review/api/people.ts';
import { peopleApi, served } from '../review/api/people-api.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { dynamoDependencies } from '../shared/adapters/dynamo-dependencies.ts';
import { governedItems } from '../shared/adapters/governed-items.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { withMiddleware } from '../shared/task.ts';
import type { GovernDeps } from './deps.ts';
import { GOVERN_OPERATIONS } from './operations.ts';

const env = environment('AUTHORITY_TABLE', 'FLIGHTS_TABLE', 'BREAKERS_TABLE');
const { standing } = dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock);

const deps: GovernDeps = {
  ...recordKeeping(),
  watching: recordKeeping('watch').ledger,
  ...governedItems(dynamo, { authority: env.AUTHORITY_TABLE, flights: env.FLIGHTS_TABLE }),
  standing,
  dependencies: dynamoDependencies(dynamo, { breakers: env.BREAKERS_TABLE, authority: env.AUTHORITY_TABLE }),
};
const api = peopleApi({ operations: GOVERN_OPERATIONS, deps, ...peopleOfEnvironment() });

export const handler = withMiddleware<APIGatewayProxyEvent, APIGatewayProxyResult>(served(api));
