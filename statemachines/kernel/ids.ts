import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/** SHA-256 as 64 lower-case hex digits. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * RFC 8785 canonical JSON.
 * @throws TypeError for what JSON can't hold (undefined at the top, NaN, bigint)
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no canonical JSON form');
  return text;
}

/** SHA-256 of the canonical JSON form. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** `<workflow>-<32 hex>`; with `-<attempt>` it is also an execution name (at most 80 of `[A-Za-z0-9_-]`). */
export const caseId = z.string().regex(/^[a-z][a-z0-9-]{0,39}-[0-9a-f]{32}$/, 'a case id: <workflow>-<32 hex digits>');

/** The same business key is the same case, whoever sends it. */
export function caseIdOf(workflow: string, businessKey: readonly string[]): string {
  return `${workflow}-${digestOf([workflow, ...businessKey]).slice(0, 32)}`;
}
