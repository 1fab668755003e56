import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personOf, Unverified } from '../../../../lambdas/review/api/identity.ts';
import { issuerKeys } from '../../../../lambdas/review/api/issuer-keys.ts';
import { handClock } from '../../../support/memory-ledger.ts';
import { type ToyIssuer, toyIdentity, toyIssuer } from '../../../support/toy-issuer.ts';

let issuer: ToyIssuer;
let url: string;
/** Every path that was asked for, in order; and what is answered to it. */
let asked: string[];
let answers: Record<string, object | number>;
let server: ReturnType<typeof createServer>;
beforeEach(async () => {
  issuer = await toyIssuer();
  asked = [];
  server = createServer(({ url: path = '' }, response) => {
    asked.push(path);
    const answer = answers[path] ?? 404;
    if (typeof answer === 'number') response.writeHead(answer, { location: '/keys' }).end();
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers = { [CONFIGURATION]: { issuer: url, jwks_uri: `${url}/keys` }, '/keys': { keys: [issuer.jwk] } };
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const CONFIGURATION = '/.well-known/openid-configuration';
const clock = handClock();
const verifier = () => {
  const keys = issuerKeys(url);
  return async (header = {}) => {
    const token = await issuer.sign({ ...issuer.claims('ann'), iss: url }, header);
    return personOf(`Bearer ${token}`, { ...toyIdentity, issuer: url }, keys, clock);
  };
};

describe('an issuer’s keys are not believed', () => {
  it.each([
    [
      'of an issuer that calls itself otherwise',
      { [CONFIGURATION]: { issuer: 'https://other', jwks_uri: 'http://x/keys' } },
    ],
    ['without a place of its keys', { [CONFIGURATION]: { issuer: 'x' } }],
    ['behind a redirect', { [CONFIGURATION]: 302 }],
    ['that can’t be read', { '/keys': 500 }],
    ['that are none', { '/keys': { keys: 'none' } }],
  ])('%s, and the token is not blamed', async (_, change) => {
    Object.assign(answers, change);
    await expect(verifier()()).rejects.toMatchObject({ name: 'Transient' });
  });
});

describe('an issuer’s keys', () => {
  it('are read once for many tokens, and again for no made-up key', async () => {
    const verify = verifier();
    for (let n = 0; n < 5; n += 1) expect(await verify()).toMatchObject({ subject: 'ann' });
    for (let n = 0; n < 20; n += 1) await expect(verify({ kid: `made-up-${n}` })).rejects.toThrow(Unverified);
    expect(asked).toEqual([CONFIGURATION, '/keys']);
  });

  it('are looked for again after a discovery that failed', async () => {
    const verify = verifier();
    const good = answers[CONFIGURATION];
    answers[CONFIGURATION] = 503;
    await expect(verify()).rejects.toMatchObject({ name: 'Transient' });
    Object.assign(answers, { [CONFIGURATION]: good });
    expect(await verify()).toMatchObject({ subject: 'ann' });
  });
});
