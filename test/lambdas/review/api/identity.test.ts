import { type CryptoKey, exportSPKI, importJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { personOf, Unverified } from '../../../../lambdas/review/api/identity.ts';
import { handClock } from '../../../support/memory-ledger.ts';
import { type ToyIssuer, toyIdentity, toyIssuer } from '../../../support/toy-issuer.ts';

let issuer: ToyIssuer;
beforeAll(async () => {
  issuer = await toyIssuer();
});

const clock = handClock();
const verify = (authorization: string | null) => personOf(authorization, toyIdentity, issuer.keys, clock);
const person = async (change: JWTPayload = {}, header = {}) =>
  verify(`Bearer ${await issuer.sign({ ...issuer.claims('ann'), ...change }, header)}`);
const without = async (...names: string[]) => {
  const kept = Object.entries(issuer.claims('ann')).filter(([name]) => !names.includes(name));
  return verify(`Bearer ${await issuer.sign(Object.fromEntries(kept))}`);
};
const seconds = (change: number) => clock.now().getTime() / 1000 + change;

describe('no person is', () => {
  it.each([null, '', 'Bearer', 'Bearer  ', 'Basic YW5uOnB3', `Bearer ${'a'.repeat(17_000)}`, 'Bearer a.b.c'])(
    'behind the header %.40s',
    async (header) => {
      await expect(verify(header)).rejects.toThrow(Unverified);
    },
  );

  it.each([
    ['of another issuer', { iss: 'https://id.example/' }],
    ['for another audience', { aud: ['other', 'countersign2'] }],
    ['that has expired', { exp: seconds(-31) }],
    ['that counts later', { nbf: seconds(31) }],
    ['issued more than a day ago', { iat: seconds(-86_500), exp: seconds(600) }],
    ['without a subject', { sub: '' }],
    ['with a subject longer than the ledger keeps', { sub: 'a'.repeat(201) }],
  ] as const)('behind a token %s', async (_, change) => {
    await expect(person(change as JWTPayload)).rejects.toThrow(Unverified);
  });

  it.each([['exp'], ['iat'], ['sub'], ['iss'], ['aud']])('behind a token without %s', async (name) => {
    await expect(without(name)).rejects.toThrow(Unverified);
  });

  it('behind an unsigned token', async () => {
    const token = new UnsecuredJWT(issuer.claims('ann')).encode();
    await expect(verify(`Bearer ${token}`)).rejects.toThrow(Unverified);
  });

  it('behind one signed with the public key as if it were a secret', async () => {
    const pem = await exportSPKI((await importJWK(issuer.jwk, 'ES256', { extractable: true })) as CryptoKey);
    const token = await new SignJWT(issuer.claims('ann'))
      .setProtectedHeader({ alg: 'HS256', kid: 'k1', typ: 'at+jwt' })
      .sign(new TextEncoder().encode(pem));
    await expect(verify(`Bearer ${token}`)).rejects.toThrow(Unverified);
  });

  it('behind one that another key signed, or that was changed since', async () => {
    const stranger = await toyIssuer();
    await expect(verify(`Bearer ${await stranger.tokenOf('ann')}`)).rejects.toThrow(Unverified);
    const [header, , signature] = (await issuer.tokenOf('ann')).split('.');
    const payload = Buffer.from(JSON.stringify(issuer.claims('cleo'))).toString('base64url');
    await expect(verify(`Bearer ${header}.${payload}.${signature}`)).rejects.toThrow(Unverified);
  });

  it.each(['logout+jwt', 'secevent+jwt', 'dpop+jwt'])('behind a token of type %s', async (typ) => {
    await expect(person({}, { typ })).rejects.toThrow(Unverified);
  });

  it.each([
    ['a nonce', { nonce: 'n' }],
    ['an access token’s hash', { at_hash: 'h' }],
    ['Cognito’s mark of it', { token_use: 'id' }],
  ])('behind an ID token, known by %s', async (_, change) => {
    await expect(person(change)).rejects.toThrow(Unverified);
  });

  it.each([
    ['client credentials', { sub: 'cli' }],
    ['client credentials of Okta', { sub: 'robot', cid: 'robot', client_id: 'x' }],
    ['client credentials of Auth0', { sub: 'robot@clients', gty: 'client-credentials' }],
    ['an application of Entra', { sub: 'o1', oid: 'o1', azp: 'app', idtyp: undefined }],
    ['an application of Entra that says so', { idtyp: 'app' }],
  ])('behind a machine’s token: %s', async (_, change) => {
    await expect(person(change as JWTPayload)).rejects.toThrow('of a program');
  });

  it('but it is not the token’s fault when the keys can’t be read', async () => {
    const keys = async () => {
      throw new TypeError('fetch failed');
    };
    const token = await issuer.tokenOf('ann');
    await expect(personOf(`Bearer ${token}`, toyIdentity, keys, clock)).rejects.toMatchObject({ name: 'Transient' });
  });
});

describe('a person is', () => {
  it('the subject, with the roles that configuration knows', async () => {
    const roles = ['finance.clerk', 'finance.clerk', 'admin', 'constructor', '__proto__', 7];
    expect(await person({ roles, name: 'Mallory', email: 'cleo@example.com', preferred_username: 'cleo' })).toEqual({
      ...{ subject: 'ann', claimed: ['clerk'] },
    });
  });

  it.each([
    ['as text', { roles: 'openid finance.clerk,finance.chief' }, ['clerk', 'chief']],
    ['in Cognito’s groups, without an audience', cognito({}), ['chief']],
    ['in no claim', { roles: undefined }, []],
    ['as an object', { roles: { 'finance.clerk': true } }, []],
    ['as our own role’s id, which is no value of theirs', { roles: ['chief'] }, []],
  ] as const)('known with roles %s', async (_, change, claimed) => {
    expect(await person(change as JWTPayload)).toEqual({ subject: 'ann', claimed });
  });

  it.each(['JWT', 'application/at+jwt', 'AT+JWT', undefined])('known by a token of type %s', async (typ) => {
    expect(await person({}, { typ })).toMatchObject({ subject: 'ann' });
  });

  it('not known by Cognito’s token for another client', async () => {
    await expect(person(cognito({ client_id: 'other' }))).rejects.toThrow(Unverified);
  });
});

/** JSON leaves a member without a value out. */
const WITHOUT_AUDIENCE = { aud: undefined } as unknown as JWTPayload;

function cognito(change: JWTPayload): JWTPayload {
  const groups = { 'cognito:groups': ['finance.chief'], roles: undefined };
  return { ...WITHOUT_AUDIENCE, token_use: 'access', client_id: 'countersign', ...groups, ...change };
}
