import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type IdentitySettings, personOf } from '../../lambdas/review/api/identity.ts';
import { issuerKeys } from '../../lambdas/review/api/issuer-keys.ts';
import { type IdentityProvider, identitySettings } from '../../local/identity/provider.ts';
import { toyApi } from './toy-api.ts';
import { toyPerson, toyStanding } from './toy-workflow.ts';

/** The toy's review API on a port of this machine, for the people of a running identity provider. */
export async function toyApiServer(provider: IdentityProvider) {
  const { oidcIssuer: issuer, oidcAudience: audience, oidcRolesClaim, oidcRoleMap } = identitySettings(provider);
  const settings: IdentitySettings = {
    issuer,
    audience,
    rolesClaims: [oidcRolesClaim],
    roleMap: JSON.parse(oidcRoleMap),
  };
  const keys = issuerKeys(issuer);
  const api = await toyApi((authorization) => personOf(authorization, settings, keys, { now: () => new Date() }));
  for (const id of ['person-amara', 'person-bruno']) {
    api.run.authority.people.set(id, toyStanding(id, toyPerson(id, 'clerk')));
    api.run.memory.versions.set(`person#${id}`, 1);
  }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await text(request);
    const call = {
      ...(body && { body }),
      key: '',
      query: Object.fromEntries(searchParams),
      headers: request.headers as never,
    };
    const answer = await api.call(request.method ?? 'GET', pathname, call);
    response.writeHead(answer.status, answer.headers as Record<string, string>).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { ...api, url, stop };
}
