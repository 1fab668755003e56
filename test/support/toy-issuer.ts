import { type CryptoKey, createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { IdentitySettings } from '../../lambdas/review/api/identity.ts';

export const toyIdentity: IdentitySettings = {
  issuer: 'https://id.example',
  audience: 'countersign',
  rolesClaims: ['roles', 'cognito:groups'],
  roleMap: { 'finance.clerk': 'clerk', 'finance.chief': 'chief', 'security.governance': 'governance' },
};

const GOVERNORS: ReadonlySet<string> = new Set(['gia', 'gus', 'gwen']);
const NOW = Date.parse('2026-11-24T09:00:00Z') / 1000;

/** Signs tokens of `https://id.example`, good ones unless told otherwise. */
export async function toyIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const claims = (sub: string): JWTPayload => ({
    ...{ iss: toyIdentity.issuer, aud: toyIdentity.audience, sub, iat: NOW, exp: NOW + 36_000 },
    client_id: 'cli',
    roles: GOVERNORS.has(sub) ? ['security.governance'] : ['finance.clerk', 'finance.chief'],
  });
  const sign = (payload: JWTPayload, header: Record<string, unknown> = {}, key: CryptoKey = privateKey) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt', ...header }).sign(key);
  return { keys: createLocalJWKSet({ keys: [jwk] }), jwk, claims, sign, tokenOf: (sub: string) => sign(claims(sub)) };
}
export type ToyIssuer = Awaited<ReturnType<typeof toyIssuer>>;
