import { setTimeout as sleep } from 'node:timers/promises';
import { dynamo } from '../shared/adapters/aws.ts';
import { bedrockConverse } from '../shared/adapters/bedrock.ts';
import { dynamoRegister } from '../shared/adapters/dynamo-register.ts';
import { dynamoSpending } from '../shared/adapters/dynamo-spending.ts';
import { systemClock } from '../shared/adapters/ledger.ts';
import { caseTask } from '../shared/case-task.ts';
import { environment } from '../shared/environment.ts';
import { run } from './run.ts';

const env = environment('MODEL_ID', 'AUTHORITY_TABLE', 'SPENDING_TABLE');

export const handler = caseTask(run, {
  register: dynamoRegister(dynamo, env.AUTHORITY_TABLE, systemClock),
  spending: dynamoSpending(dynamo, env.SPENDING_TABLE, systemClock),
  modelId: env.MODEL_ID,
  converse: bedrockConverse(),
  sleep,
  random: Math.random,
});
