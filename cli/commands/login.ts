import { type Login, logIn, logInAs } from '../log-in.ts';
import { reachableUrl } from '../reviews-url.ts';
import { keepSession } from '../session.ts';

interface LoginOptions {
  readonly as?: string;
  readonly browser?: true;
  readonly port?: number;
  readonly url?: string;
  readonly issuer?: string;
  readonly client?: string;
  readonly scope?: string;
  readonly json?: true;
}

/** `login`: from here on the commands about reviews speak as this person, until their token is over. */
export async function login(options: LoginOptions): Promise<void> {
  const { url, issuer, clientId, scope } = await found(options);
  const to: Login = { issuer, clientId, scope, say: (words) => void process.stderr.write(`${words}\n`) };
  const { token, expires } = options.as ? await logInAs(options.as, to) : await logIn(to, options);
  keepSession({ url, issuer, token, expires: expires.toISOString() });
  const said = { issuer, url, expires: expires.toISOString() };
  process.stdout.write(options.json ? `${JSON.stringify(said)}\n` : `logged in at ${issuer} until ${said.expires}\n`);
}

/** Told on the command line, or found where the control plane publishes it: who decides needs no access to AWS. */
async function found({ url, issuer, client, scope }: LoginOptions) {
  if (url && issuer && client) return { url, issuer, clientId: client, scope: scope ?? 'openid' };
  const plane = await (await import('../control-plane.ts')).controlPlane();
  return {
    url: url ?? reachableUrl(plane.name('reviews-url')),
    issuer: issuer ?? plane.name('oidc-issuer'),
    clientId: client ?? plane.name('oidc-client-id'),
    scope: scope ?? plane.name('oidc-scope'),
  };
}
