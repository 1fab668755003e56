import type { ControlPlane } from '../../cli/control-plane.ts';
import { governClient } from '../../cli/govern-client.ts';
import { logInAs } from '../../cli/log-in.ts';
import { quarantineClient } from '../../cli/quarantine-client.ts';
import { reviewsClient } from '../../cli/reviews-client.ts';
import { reachableUrl } from '../../cli/reviews-url.ts';

interface Reached {
  readonly plane: ControlPlane;
  readonly engine: { readonly endpoint: string };
}

/** Where the review API of a local stack is reached. */
export const reviewsUrl = ({ plane, engine }: Reached) => reachableUrl(plane.name('reviews-url'), engine.endpoint);

/** The command line's clients, as a sample person who has just logged in. */
export async function loggedIn(stack: Reached, person: string) {
  const name = (key: string) => stack.plane.name(key);
  const to = {
    issuer: name('oidc-issuer'),
    clientId: name('oidc-client-id'),
    scope: name('oidc-scope'),
    say: () => {},
  };
  const { token } = await logInAs(person, to);
  const session = { url: reviewsUrl(stack), token };
  return { token, ...reviewsClient(session), govern: governClient(session), quarantine: quarantineClient(session) };
}
