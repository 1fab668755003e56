import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { serve } from '../model/serve.ts';
import { SAMPLE_ROLE_MAP, SAMPLE_ROLES_CLAIM, sampleAccount } from './accounts.ts';
import { PERSONA_GRANT, personaGrant } from './persona-grant.ts';

/** What tokens of the local provider name as their audience, and the public client of the command line. */
export const LOCAL_AUDIENCE = 'countersign';
export const LOCAL_CLIENT = 'countersign-cli';
const HOUR = 3_600;
/** The review API: a resource indicator is a URI (RFC 8707). */
const RESOURCE = 'urn:countersign:reviews';
const REVIEWS = {
  ...{ scope: 'openid', audience: LOCAL_AUDIENCE, accessTokenTTL: HOUR },
  ...{ accessTokenFormat: 'jwt' as const, jwt: { sign: { alg: 'ES256' as const } } },
};

/** An OpenID provider that runs; its keys live as long as it does. */
export interface IdentityProvider {
  readonly issuer: string;
  /** A program's own credentials, for showing that its token decides nothing. */
  readonly robot: { readonly client_id: string; readonly client_secret: string };
  stop(): Promise<void>;
}

/**
 * An OpenID provider of the sample people on the loopback interface: device and authorisation-code flow with a login
 * page that asks for no password, and a grant that names a person straight away. For trying things out, and nothing else.
 * @param port 0 for a free one
 */
export async function startIdentityProvider({ port }: { port: number }): Promise<IdentityProvider> {
  let answer: ReturnType<Provider['callback']> | undefined;
  const { url: issuer, stop } = await serve(
    port,
    (request, response) => void answer?.(request as never, response as never),
  );
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const robot = { client_id: 'robot', client_secret: randomBytes(32).toString('hex') };
  const es256 = { id_token_signed_response_alg: 'ES256' } as const;
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: LOCAL_CLIENT, application_type: 'native', token_endpoint_auth_method: 'none', ...es256 },
        grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code', PERSONA_GRANT],
        ...{ redirect_uris: ['http://127.0.0.1/callback'], response_types: ['code'] },
      },
      { ...robot, grant_types: ['client_credentials'], redirect_uris: [], response_types: [], ...es256 },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => REVIEWS,
      },
    },
    findAccount: (_, sub) => sampleAccount(sub),
    extraTokenClaims: (_, token) =>
      'accountId' in token ? { [SAMPLE_ROLES_CLAIM]: sampleAccount(token.accountId)?.roles ?? [] } : undefined,
    ttl: {
      AccessToken: HOUR,
      ClientCredentials: HOUR,
      Grant: HOUR,
      Session: HOUR,
      Interaction: HOUR,
      DeviceCode: 600,
      IdToken: HOUR,
    },
  });
  personaGrant(provider, RESOURCE, REVIEWS);
  provider.use(askEverySecond);
  answer = provider.callback();
  return { issuer, robot, stop };
}

/** A device may ask every second for its token, not every five (RFC 8628, 3.2): who confirms here is at the same desk. */
async function askEverySecond(ctx: { body: unknown; oidc?: { route?: string } }, next: () => Promise<void>) {
  await next();
  if (ctx.oidc?.route === 'device_authorization') Object.assign(ctx.body as object, { interval: 1 });
}

/** What a deployment has to know of the local provider. */
export function identitySettings({ issuer }: IdentityProvider) {
  return {
    ...{
      oidcIssuer: issuer,
      oidcAudience: LOCAL_AUDIENCE,
      oidcClientId: LOCAL_CLIENT,
      oidcRolesClaim: SAMPLE_ROLES_CLAIM,
    },
    oidcRoleMap: JSON.stringify(SAMPLE_ROLE_MAP),
  };
}
