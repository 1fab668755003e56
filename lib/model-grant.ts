import { Stack } from 'aws-cdk-lib';
import { allow, type Grant } from './grant.ts';
import { modelArns } from './model-arns.ts';
import { REASONS } from './nag-reasons.ts';
import type { Resources } from './resources.ts';

/** To ask the model, and each of its fallbacks where it runs; nothing else of Bedrock. */
export function modelGrant({ scope, settings }: Resources): Grant {
  const { modelId, modelFallbacks, bedrockEndpoint } = settings;
  const stack = Stack.of(scope);
  const arns = [...new Set([modelId, ...modelFallbacks].flatMap((id) => modelArns(stack, id)))];
  return {
    environment: {
      ...{ MODEL_ID: modelId, MODEL_FALLBACKS: JSON.stringify(modelFallbacks) },
      ...(bedrockEndpoint && { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrockEndpoint }),
    },
    statements: [allow(['bedrock:InvokeModel'], ...arns)],
    wildcards: arns.map((arn) => [arn, REASONS.model] as const),
  };
}
