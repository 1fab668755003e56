import { z } from 'zod';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { readSecret } from '../../shared/adapters/secret.ts';
import { ErpDenied } from '../errors.ts';
import { type TrytonClient, tryton } from './client.ts';

const access = z.strictObject({
  url: z.url(),
  database: z.string().min(1),
  login: z.string().min(1),
  password: z.string().min(1),
});

/** Milliseconds after which the secret is read again, so that a rotated credential is picked up. */
const KEPT_MS = 60_000;

interface Kept {
  readonly text: string;
  readonly client: TrytonClient;
  readonly until: number;
}

/**
 * The client of one service user, its credentials from a secret. A call that the ERP does not let in was not executed:
 * the secret is read anew, and if it has changed, the call is made once more with what it says now, before anybody is told.
 * @throws CountersignError Transient while the secret holds no usable access
 */
export function trytonAccess(
  secretId: string,
  timeoutMs: number,
  read: (id: string) => Promise<string> = readSecret,
): () => Promise<TrytonClient> {
  let kept: Kept | undefined;

  async function current(): Promise<Kept> {
    const text = await read(secretId);
    const until = Date.now() + KEPT_MS;
    kept = { text, until, client: kept?.text === text ? kept.client : tryton({ ...parse(secretId, text), timeoutMs }) };
    return kept;
  }

  /** What the secret says now, if it is not what was refused. */
  async function newerThan({ text }: Kept): Promise<Kept | undefined> {
    const newest = kept && kept.text !== text ? kept : await current().catch(() => undefined);
    return newest?.text === text ? undefined : newest;
  }

  const renewing = (mine: Kept, of: (client: TrytonClient) => TrytonClient): TrytonClient => ({
    async call(...args) {
      try {
        return await of(mine.client).call(...args);
      } catch (error) {
        const newer = error instanceof ErpDenied ? await newerThan(mine) : undefined;
        if (!newer) throw error;
        return of(newer.client).call(...args);
      }
    },
    within: (traceparent) => renewing(mine, (client) => of(client).within(traceparent)),
  });

  return async () => renewing(kept && Date.now() < kept.until ? kept : await current(), (client) => client);
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
