import { type ResourceServer as Described, errors, type Provider } from 'oidc-provider';
import { sampleAccountNamed } from './accounts.ts';

/** Names a sample person and gets their token: no browser, no password. Only the local provider knows it. */
export const PERSONA_GRANT = 'urn:countersign:persona';

export function personaGrant(provider: Provider, resource: string, described: Described): void {
  const { AccessToken, Grant, ResourceServer } = provider;
  provider.registerGrantType<{ persona?: string }>(
    PERSONA_GRANT,
    async (ctx) => {
      const { client, params } = ctx.oidc;
      const account = sampleAccountNamed(params.persona ?? '');
      if (!account) throw new errors.InvalidGrant('there is no such sample person');
      const { accountId } = account;
      const grant = new Grant({ accountId, clientId: client.clientId });
      grant.addOIDCScope('openid');
      const token = new AccessToken({
        accountId,
        client,
        grantId: await grant.save(),
        gty: 'persona',
        scope: 'openid',
      });
      token.resourceServer = new ResourceServer(resource, described);
      ctx.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: token.expiration };
    },
    ['persona'],
  );
}
