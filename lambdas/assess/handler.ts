import { setTimeout as sleep } from 'node:timers/promises';
import { caseRef, taskInput } from '../../statemachines/kernel/task-input.ts';
import { registry } from '../../statemachines/registry.ts';
import { bedrockConverse } from '../shared/adapters/bedrock.ts';
import { recordKeeping } from '../shared/adapters/ledger.ts';
import { environment } from '../shared/environment.ts';
import { task } from '../shared/task.ts';
import { workflowOf } from '../shared/workflow-of.ts';
import { promptsBySlug } from './prompts.ts';
import { run } from './run.ts';

const env = environment('MODEL_ID');

export const handler = task({
  input: taskInput,
  output: caseRef,
  deps: {
    ...recordKeeping(),
    workflowOf,
    promptOf: promptsBySlug(registry),
    modelId: env.MODEL_ID,
    converse: bedrockConverse(),
    sleep,
    random: Math.random,
  },
  run,
});
