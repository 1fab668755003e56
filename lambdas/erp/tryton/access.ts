import { z } from 'zod';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { readSecret } from '../../shared/adapters/secret.ts';
import { type TrytonClient, tryton } from './client.ts';

const access = z.strictObject({
  url: z.url(),
  database: z.string().min(1),
  login: z.string().min(1),
  password: z.string().min(1),
});

/** Milliseconds after which the secret is read again, so that a rotated credential is picked up. */
const KEPT_MS = 60_000;

/**
 * The client of one service user, its credentials from a secret.
 * @throws CountersignError Transient while the secret holds no usable access
 */
export function trytonAccess(secretId: string, timeoutMs: number): () => Promise<TrytonClient> {
  let kept: { text: string; client: TrytonClient; until: number } | undefined;
  return async () => {
    if (kept && Date.now() < kept.until) return kept.client;
    const text = await readSecret(secretId);
    const until = Date.now() + KEPT_MS;
    kept = { text, until, client: kept?.text === text ? kept.client : tryton({ ...parse(secretId, text), timeoutMs }) };
    return kept.client;
  };
}

function parse(secretId: string, text: string): z.infer<typeof access> {
  try {
    return access.parse(JSON.parse(text));
  } catch (error) {
    throw new CountersignError('Transient', `secret ${secretId} is no ERP access {url, database, login, password}`, {
      cause: error,
    });
  }
}
