import { z } from 'zod';
import type { AssessmentFailure } from '../../../statemachines/kernel/assessment.ts';
import { ModelFailure } from '../../assess/model.ts';
import { readRetryAfter } from '../retry-after.ts';

type Verdict = readonly [AssessmentFailure, again: boolean];

/** Exceptions of Bedrock Runtime and of its client by name; whether the same request may succeed a moment later. */
const BY_NAME: Readonly<Record<string, Verdict>> = {
  ThrottlingException: ['throttled', true],
  ServiceQuotaExceededException: ['throttled', true],
  ModelTimeoutException: ['timed-out', true],
  AbortError: ['timed-out', true],
  // So the client calls a connection that closed without a reply; our own time limit comes before any of its own.
  TimeoutError: ['unavailable', true],
  ServiceUnavailableException: ['unavailable', true],
  InternalServerException: ['unavailable', true],
  ModelErrorException: ['unavailable', true],
  ModelNotReadyException: ['unavailable', true],
  AccessDeniedException: ['unavailable', false],
  ResourceNotFoundException: ['unavailable', false],
  ValidationException: ['unavailable', false],
};

/** A reply that is no JSON, or not the shape of a Converse reply. */
const UNREADABLE = new Set(['SyntaxError', 'ZodError', '$ZodError']);

const CONNECTION = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

const http = z
  .object({
    httpStatusCode: z.int().optional(),
    statusCode: z.int().optional(),
    headers: z.record(z.string(), z.string()).optional().catch(undefined),
  })
  .optional();
const thrown = z.object({
  name: z.string().catch('Error'),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  $metadata: http.catch(undefined),
  $response: http.catch(undefined),
});

/** What the SDK threw, in the words of the closed set of model failures. */
export function bedrockFailure(error: unknown): ModelFailure {
  const { name, message, code, $metadata, $response } = thrown.parse(Object(error));
  const status = $metadata?.httpStatusCode ?? $response?.statusCode ?? 0;
  const retryAfterMs = readRetryAfter($response?.headers?.['retry-after']);
  return new ModelFailure(...verdictOn(name, code ?? '', status), `${name}: ${message}`, {
    cause: error,
    retryAfterMs,
  });
}

/** By status where a proxy's page stands in for Bedrock's own error. */
function verdictOn(name: string, code: string, status: number): Verdict {
  const known = BY_NAME[name];
  if (known) return known;
  if (status === 429) return ['throttled', true];
  if (status === 408 || status === 504) return ['timed-out', true];
  if (status >= 500 || CONNECTION.has(code) || code.startsWith('ERR_HTTP2_')) return ['unavailable', true];
  if (status < 400 && UNREADABLE.has(name)) return ['malformed', true];
  return ['unavailable', false];
}
