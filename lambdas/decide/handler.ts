import { caseRef, taskInput } from '../../statemachines/kernel/task-input.ts';
import { registry } from '../../statemachines/registry.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { dynamoAuthority } from '../shared/adapters/dynamo-authority.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { policiesBySlug } from '../shared/authority/policy-set.ts';
import { environment } from '../shared/environment.ts';
import { task } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { decide } from './run.ts';

const env = environment('AUTHORITY_TABLE');

export const handler = task({
  input: taskInput,
  output: caseRef,
  deps: {
    ...recordKeeping(),
    workflowOf,
    policiesOf: policiesBySlug(registry),
    authority: dynamoAuthority(dynamo, env.AUTHORITY_TABLE, systemClock),
  },
  run: decide,
});
