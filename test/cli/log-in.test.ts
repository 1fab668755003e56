import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logIn, logInAs } from '../../cli/log-in.ts';
import { type IdentityProvider, LOCAL_CLIENT, startIdentityProvider } from '../../local/identity/provider.ts';
import { logInByForms } from '../support/browser.ts';

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0 });
});
afterAll(() => provider?.stop());

const at = (say: (words: string) => void = () => {}) => ({
  ...{ issuer: provider.issuer, clientId: LOCAL_CLIENT, scope: 'openid', say },
});
/** Goes where the command line says, as a person would. */
const visiting = (login: string) => {
  const visits: Promise<string>[] = [];
  const say = (words: string) => {
    const [url] = /https?:\S+/.exec(words) ?? [];
    if (url) visits.push(logInByForms(url, login));
  };
  return { visits, say };
};

describe('logging in fails', () => {
  it('as somebody whom the provider does not know, and at a provider that is not there', async () => {
    await expect(logInAs('mallory', at())).rejects.toThrow(/does not let you in as mallory/);
    await expect(logInAs('amara', { ...at(), issuer: 'http://127.0.0.1:9' })).rejects.toThrow();
  });

  it('over plain HTTP to another machine', async () => {
    await expect(logInAs('amara', { ...at(), issuer: 'http://id.example' })).rejects.toThrow(/HTTPS/i);
  });
});

describe('logging in gives an access token for the review API', () => {
  const subjectOf = (token: string) => decodeJwt(token);

  it('straight away, as a sample person', async () => {
    const { token, expires } = await logInAs('amara', at());
    expect(subjectOf(token)).toMatchObject({ sub: 'person-amara', aud: 'countersign', roles: ['countersign.clerk'] });
    expect(expires.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('by a device code, confirmed in a browser', async () => {
    const { visits, say } = visiting('person-chloe');
    const { token } = await logIn(at(say), {});
    expect(subjectOf(token)).toMatchObject({ sub: 'person-chloe', aud: 'countersign' });
    expect(visits).toHaveLength(1);
  });

  it('by a browser that comes back to this machine', async () => {
    const { visits, say } = visiting('person-elena');
    const { token } = await logIn(at(say), { browser: true });
    expect(subjectOf(token)).toMatchObject({ sub: 'person-elena', aud: 'countersign' });
    expect(await visits[0]).toContain('close this page');
  });
});
