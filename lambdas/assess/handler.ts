import { setTimeout as sleep } from 'node:timers/promises';
import { caseRef, taskInput } from '../../statemachines/kernel/task-input.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { bedrockConverse } from '../shared/adapters/bedrock.ts';
import { dynamoRegister } from '../shared/adapters/dynamo-register.ts';
import { dynamoSpending } from '../shared/adapters/dynamo-spending.ts';
import { recordKeeping, systemClock } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { task } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { run } from './run.ts';

const env = environment('MODEL_ID', 'AUTHORITY_TABLE', 'SPENDING_TABLE');

export const handler = task({
  input: taskInput,
  output: caseRef,
  deps: {
    ...recordKeeping(),
    workflowOf,
    register: dynamoRegister(dynamo, env.AUTHORITY_TABLE, systemClock),
    spending: dynamoSpending(dynamo, env.SPENDING_TABLE, systemClock),
    modelId: env.MODEL_ID,
    converse: bedrockConverse(),
    sleep,
    random: Math.random,
  },
  run,
});
