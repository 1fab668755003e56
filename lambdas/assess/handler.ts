import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from '../../statemachines/kernel/authority/register.ts';
import { dynamo } from '../shared/adapters/aws.ts';
import { bedrockConverse } from '../shared/adapters/bedrock.ts';
import { breakersOfEnvironment } from '../shared/adapters/breakers.ts';
import { dynamoRegister } from '../shared/adapters/dynamo-register.ts';
import { dynamoSpending } from '../shared/adapters/dynamo-spending.ts';
import { systemClock } from '../shared/adapters/ledger.ts';
import { caseTask } from '../shared/case-task.ts';
import { environment } from '../shared/environment.ts';
import { candidateOf } from './candidates.ts';
import { guardedConverse } from './guarded-converse.ts';
import { run } from './run.ts';

const env = environment('MODEL_ID', 'MODEL_FALLBACKS', 'AUTHORITY_TABLE', 'SPENDING_TABLE');
const breakerOf = breakersOfEnvironment();

export const handler = caseTask(run, {
  register: dynamoRegister(dynamo, env.AUTHORITY_TABLE, systemClock),
  spending: dynamoSpending(dynamo, env.SPENDING_TABLE, systemClock),
  modelId: env.MODEL_ID,
  fallbacks: env.MODEL_FALLBACKS,
  converseOf({ id, region: runsIn }: Model) {
    const { region } = candidateOf(id);
    const breaker = breakerOf({ dependency: `model/${id}`, region: runsIn });
    return guardedConverse(bedrockConverse(region ? { region } : {}), breaker);
  },
  sleep,
  random: Math.random,
});
