import type { Stack } from 'aws-cdk-lib';

const GEOGRAPHY = /^(eu|us|us-gov|apac|jp|au|global)\./;

/**
 * What Converse needs permission for. An inference profile (`eu.<model>`) runs its model in whichever region of its
 * geography has room, so both are needed.
 */
export function modelArns(stack: Stack, modelId: string): string[] {
  const foundation = `arn:${stack.partition}:bedrock:*::foundation-model/${modelId.replace(GEOGRAPHY, '')}`;
  if (!GEOGRAPHY.test(modelId)) return [foundation];
  return [foundation, stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: modelId })];
}
