import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';

/** Whom to ask, as which client, and for what. */
export interface Login {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** Says something to the person: where to go, and with which code. */
  readonly say: (words: string) => void;
}

/** An access token, and until when it counts. */
export interface Token {
  readonly token: string;
  readonly expires: Date;
}

const DEFAULT_SECONDS = 3_600;
const BROWSER_MS = 300_000;

/**
 * Logs a person in with their own provider: by device authorisation (RFC 8628) where it has that, else by authorisation
 * code with PKCE and a redirect to this machine (RFC 8252).
 */
export async function logIn(login: Login, how: { readonly browser?: boolean; readonly port?: number }): Promise<Token> {
  const config = await discovered(login);
  const device = config.serverMetadata().device_authorization_endpoint !== undefined && !how.browser;
  return tokenOf(await (device ? byDevice(config, login) : byBrowser(config, login, how.port ?? 0)));
}

/** Only the local provider of sample people knows this grant. */
export async function logInAs(persona: string, login: Login): Promise<Token> {
  const config = await discovered(login);
  const denied = (error: unknown) => {
    throw new Error(`${login.issuer} does not let you in as ${persona}: ${String(error)}`, { cause: error });
  };
  return tokenOf(await oidc.genericGrantRequest(config, 'urn:countersign:persona', { persona }).catch(denied));
}

/** Over TLS, but for a provider on this machine. */
function discovered({ issuer, clientId }: Login): Promise<oidc.Configuration> {
  const place = new URL(issuer);
  const local = place.protocol === 'http:' && place.hostname === '127.0.0.1';
  return oidc.discovery(
    place,
    clientId,
    undefined,
    oidc.None(),
    local ? { execute: [oidc.allowInsecureRequests] } : {},
  );
}

async function byDevice(config: oidc.Configuration, { scope, say }: Login) {
  const started = await oidc.initiateDeviceAuthorization(config, { scope });
  say(
    `Open ${started.verification_uri_complete ?? started.verification_uri} and confirm the code ${started.user_code}`,
  );
  return oidc.pollDeviceAuthorizationGrant(config, started);
}

async function byBrowser(config: oidc.Configuration, { scope, say }: Login, port: number) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const { redirect, returned, close } = await listener(port);
  try {
    const place = oidc.buildAuthorizationUrl(config, {
      ...{ redirect_uri: redirect, scope, state, response_type: 'code' },
      ...{ code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    });
    say(`Open ${place.href}`);
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    return await oidc.authorizationCodeGrant(config, await returned, checks);
  } finally {
    close();
  }
}

/** Waits on the loopback interface for the browser to come back. */
async function listener(port: number) {
  const came = Promise.withResolvers<URL>();
  const server = createServer(({ url = '/' }, response) => {
    const back = new URL(url, redirect);
    response.end('You may close this page.');
    if (back.pathname === '/callback') came.resolve(back);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const redirect = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const timer = setTimeout(() => came.reject(new Error('nobody logged in within five minutes')), BROWSER_MS);
  const close = () => {
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
  };
  return { redirect, returned: came.promise, close };
}

function tokenOf({ access_token, expires_in = DEFAULT_SECONDS }: oidc.TokenEndpointResponse): Token {
  return { token: access_token, expires: new Date(Date.now() + expires_in * 1000) };
}
