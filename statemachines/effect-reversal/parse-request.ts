import { z } from 'zod';
import type { Identified } from '../kernel/define-workflow.ts';
import { CountersignError } from '../kernel/errors.ts';
import { type ReversalRequest, reversalKey, reversalRequest } from '../kernel/reversal.ts';

/**
 * Reads a request for a reversal.
 * @throws CountersignError InvalidInput with every path that does not fit
 */
export function parseRequest(raw: Uint8Array): ReversalRequest {
  const parsed = reversalRequest.safeParse(jsonOf(raw));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(whole)'}: ${message}`);
  throw new CountersignError('InvalidInput', faults.join('; '));
}

function jsonOf(raw: Uint8Array): unknown {
  try {
    return z.json().parse(JSON.parse(Buffer.from(raw).toString('utf8')));
  } catch (error) {
    throw new CountersignError('InvalidInput', '(whole): it is no JSON', { cause: error });
  }
}

/** Another request for the same effect is another case; a repeated one is the same. */
export function identifyRequest(document: ReversalRequest): Identified {
  const { number } = document.reverses.document;
  return { businessKey: reversalKey(document), subject: `reversal of ${number} (${document.reverses.caseId})` };
}
