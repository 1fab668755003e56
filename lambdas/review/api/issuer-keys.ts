import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const metadata = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });
const MOST_BYTES = 200_000;
const TIMEOUT_MS = 3_000;

/** For how long keys count without being read again, and how soon an unknown key may make us read again, milliseconds. */
const KEPT_MS = 600_000;
const COOLDOWN_MS = 30_000;

/**
 * The keys of an issuer, found by OpenID Connect Discovery 1.0 at the first token and kept within limits: a withdrawn
 * key counts no longer than ten minutes, and made-up key ids make us ask the issuer at most twice a minute.
 * A discovery that fails is tried again with the next token.
 */
export function issuerKeys(issuer: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = () => {
    found ??= discover(issuer).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return async (header, token) => (await find())(header, token);
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(place, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  if (!response.ok || text.length > MOST_BYTES) throw new Error(`${place} answered ${response.status}`);
  const said = metadata.parse(JSON.parse(text));
  if (said.issuer !== issuer) throw new Error(`${place} is of another issuer`);
  const keys = new URL(said.jwks_uri);
  if (keys.protocol !== 'https:' && new URL(issuer).protocol === 'https:')
    throw new Error(`${place}: keys without TLS`);
  return createRemoteJWKSet(keys, {
    timeoutDuration: TIMEOUT_MS,
    cacheMaxAge: KEPT_MS,
    cooldownDuration: COOLDOWN_MS,
  });
}
