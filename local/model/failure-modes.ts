import { z } from 'zod';

/** Every way in which Bedrock, or the network before it, is known to fail. */
export const FAILURE_MODES = [
  'throttled',
  'quota',
  'unavailable',
  'internal-error',
  'model-error',
  'model-not-ready',
  'model-timeout',
  'gateway-page',
  'hang',
  'stall',
  'reset',
  'access-denied',
  'no-such-model',
  'guardrail',
  'filtered',
  'refusal',
  'cut-short',
  'context-exceeded',
  'text',
  'two-calls',
  'other-tool',
  'malformed-tool-use',
  'malformed-json',
  'no-converse-reply',
  'unknown-field',
  'missing-field',
  'wrong-type',
  'out-of-range',
  'too-many',
] as const;
export const failureMode = z.enum(FAILURE_MODES);
export type FailureMode = z.infer<typeof failureMode>;

/** Bedrock Runtime's exceptions with their HTTP status (API reference of Converse). */
export const EXCEPTIONS: Readonly<Partial<Record<FailureMode, readonly [status: number, name: string]>>> = {
  throttled: [429, 'ThrottlingException'],
  quota: [400, 'ServiceQuotaExceededException'],
  unavailable: [503, 'ServiceUnavailableException'],
  'internal-error': [500, 'InternalServerException'],
  'model-error': [424, 'ModelErrorException'],
  'model-not-ready': [429, 'ModelNotReadyException'],
  'model-timeout': [408, 'ModelTimeoutException'],
  'access-denied': [403, 'AccessDeniedException'],
  'no-such-model': [404, 'ResourceNotFoundException'],
};

/** What `POST /_admin/fail` takes: how the next `times` requests fail; `off` ends it. */
export const failRequest = z.strictObject({
  mode: z.union([failureMode, z.literal('off')]),
  times: z.int().min(1).max(1_000_000).default(1),
});
export type FailRequest = z.input<typeof failRequest>;
