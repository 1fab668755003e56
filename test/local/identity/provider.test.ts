import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentitySettings, personOf, Unverified } from '../../../lambdas/review/api/identity.ts';
import { issuerKeys } from '../../../lambdas/review/api/issuer-keys.ts';
import { SAMPLE_PEOPLE } from '../../../local/authority/people.ts';
import {
  type IdentityProvider,
  identitySettings,
  LOCAL_CLIENT,
  startIdentityProvider,
} from '../../../local/identity/provider.ts';

let provider: IdentityProvider;
let settings: IdentitySettings;
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0 });
  const { oidcIssuer: issuer, oidcAudience: audience, oidcRolesClaim, oidcRoleMap } = identitySettings(provider);
  settings = { issuer, audience, rolesClaims: [oidcRolesClaim], roleMap: JSON.parse(oidcRoleMap) };
});
afterAll(() => provider?.stop());

const clock = { now: () => new Date() };
const verify = (token: string, of = settings) => personOf(`Bearer ${token}`, of, issuerKeys(of.issuer), clock);

async function grant(form: Record<string, string>, headers = {}) {
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
  });
  return { status: response.status, body: (await response.json()) as { access_token: string; error?: string } };
}
const persona = (name: string) =>
  grant({ grant_type: 'urn:countersign:persona', client_id: LOCAL_CLIENT, persona: name });

describe('a real provider’s token is refused', () => {
  it('of a program', async () => {
    const { client_id, client_secret } = provider.robot;
    const authorization = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`;
    const { body } = await grant({ grant_type: 'client_credentials' }, { authorization });
    await expect(verify(body.access_token)).rejects.toThrow('of a program');
  });

  it('for another audience, of another issuer, or changed', async () => {
    const { body } = await persona('amara');
    await expect(verify(body.access_token, { ...settings, audience: 'other' })).rejects.toThrow(Unverified);
    const other = await startIdentityProvider({ port: 0 });
    try {
      await expect(verify(body.access_token, { ...settings, issuer: other.issuer })).rejects.toThrow(Unverified);
    } finally {
      await other.stop();
    }
    const [header, payload] = body.access_token.split('.');
    await expect(verify(`${header}.${payload}.${'A'.repeat(86)}`)).rejects.toThrow(Unverified);
  });

  it('whose issuer does not answer: that is no verdict about the token', async () => {
    const { body } = await persona('amara');
    const gone = { ...settings, issuer: 'http://127.0.0.1:9' };
    await expect(verify(body.access_token, gone)).rejects.toMatchObject({ name: 'Transient' });
    const misnamed = { ...settings, issuer: `${settings.issuer}/` };
    await expect(verify(body.access_token, misnamed)).rejects.toMatchObject({ name: 'Transient' });
  });
});

describe('the local provider', () => {
  it.each(['mallory', '', 'person-'])('knows nobody called %j', async (name) => {
    expect(await persona(name)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each(SAMPLE_PEOPLE.map(([id, , , appointments]) => [id, appointments.map(([role]) => role)] as const))(
    'knows %s as %j',
    async (id, roles) => {
      const { body } = await persona(id);
      expect(await verify(body.access_token)).toEqual({ subject: id, claimed: roles });
    },
  );

  it('has new keys with each start, and none of them is told', async () => {
    const jwks = await (await fetch(`${provider.issuer}/jwks`)).json();
    expect(jwks).toMatchObject({ keys: [{ kty: 'EC', alg: 'ES256' }] });
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    expect(provider.issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
