import { caseRef, waitingInput } from '../../statemachines/kernel/task-input.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { dynamoOpenReviews } from '../shared/adapters/open-reviews.ts';
import { taskAnswerer } from '../shared/adapters/task-answerer.ts';
import { environment } from '../shared/environment.ts';
import { task } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { openReview } from './open.ts';

const env = environment('CLAIMS_TABLE');

export const handler = task({
  input: waitingInput,
  output: caseRef,
  deps: {
    ...recordKeeping(),
    workflowOf,
    reviews: dynamoOpenReviews(dynamo, env.CLAIMS_TABLE),
    answerer: taskAnswerer,
  },
  run: openReview,
});
