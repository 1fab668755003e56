import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { registry } from '../../../statemachines/registry.ts';
import { dynamo } from '../../shared/adapters/aws.ts';
import { caseView } from '../../shared/adapters/case-view.ts';
import { dynamoAuthority } from '../../shared/adapters/dynamo-authority.ts';
import { recordKeeping, systemClock } from '../../shared/adapters/ledger.ts';
import { dynamoOpenReviews } from '../../shared/adapters/open-reviews.ts';
import { taskAnswerer } from '../../shared/adapters/task-answerer.ts';
import { policiesBySlug } from '../../shared/authority/policy-set.ts';
import { environment } from '../../shared/environment.ts';
import { logger, withMiddleware } from '../../shared/task.ts';
import { workflowOf } from '../../shared/workflow-of.ts';
import { reviewApi } from './api.ts';
import { peopleOfEnvironment } from './people.ts';

const env = environment('AUTHORITY_TABLE', 'CASES_TABLE', 'CLAIMS_TABLE', 'WORKING_HOUR_SECONDS');

const api = reviewApi({
  ...peopleOfEnvironment(),
  deps: {
    ...recordKeeping(),
    workflowOf,
    policiesOf: policiesBySlug(registry),
    authority: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock),
    reviews: dynamoOpenReviews(dynamo, env.CLAIMS_TABLE),
    answerer: taskAnswerer,
    hourSeconds: env.WORKING_HOUR_SECONDS,
    cases: caseView(dynamo, env.CASES_TABLE),
    warn: (what, about) => logger.warn(what, { ...about }),
  },
});

export const handler = withMiddleware<APIGatewayProxyEvent, APIGatewayProxyResult>(api);
