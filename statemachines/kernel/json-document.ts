import type { z } from 'zod';
import { CountersignError } from './errors.ts';

/** Faults that are said of one document; a person mends the first ones first. */
const MOST_FAULTS = 20;

/**
 * Reads the document of an event, JSON in UTF-8.
 * @throws CountersignError InvalidInput with the reasons and the places, and no value
 */
export function parseJsonDocument<T>(schema: z.ZodType<T>, raw: Uint8Array): T {
  const parsed = schema.safeParse(jsonOf(raw));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${['document', ...issue.path].join('.')}: ${wordsOf(issue)}`);
  throw new CountersignError('InvalidInput', faults.slice(0, MOST_FAULTS).join('; '));
}

/** A field that somebody made up is not repeated: its name may be a value, too. */
const wordsOf = ({ code, message }: z.core.$ZodIssue) =>
  code === 'unrecognized_keys' ? 'has a field that is not known' : message;

function jsonOf(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch (error) {
    throw new CountersignError('InvalidInput', 'document: is no JSON in UTF-8', { cause: error });
  }
}
