import type { Stack } from 'aws-cdk-lib';

const GEOGRAPHY = /^(eu|us|us-gov|apac|jp|au|global)\./;

/**
 * What Converse needs permission for. An inference profile (`eu.<model>`) runs its model in whichever region of its
 * geography has room, so both are needed. `<model>@<region>` is asked in that region.
 */
export function modelArns(stack: Stack, id: string): string[] {
  const [modelId = id, region] = id.split('@');
  const foundation = `arn:${stack.partition}:bedrock:*::foundation-model/${modelId.replace(GEOGRAPHY, '')}`;
  if (!GEOGRAPHY.test(modelId)) return [foundation];
  const of = { service: 'bedrock', resource: 'inference-profile', resourceName: modelId };
  return [foundation, stack.formatArn({ ...of, ...(region && { region }) })];
}
