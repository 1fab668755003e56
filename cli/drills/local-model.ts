import { z } from 'zod';
import type { ControlPlane } from '../control-plane.ts';
import { governClient } from '../govern-client.ts';
import { logInAs } from '../log-in.ts';
import { reachableUrl } from '../reviews-url.ts';
import type { LocalModel } from './ai-down.ts';
import { requireLoopback } from './only-local.ts';

const seen = z.object({ dependency: z.string(), state: z.string(), since: z.string().optional() });
const breakers = z.object({ breakers: z.array(seen) });

/** A circuit as `breaker list` shows it; `since` in milliseconds of the epoch. */
export interface CircuitSeen {
  readonly dependency: string;
  readonly state: string;
  readonly since: number;
}

/** The sample person with the role `governance`. */
const GOVERNS = 'ines';

/** The model endpoint of `npm start` by its own admin, its breaker by the API, as the sample person who governs. */
export function localModel(plane: Pick<ControlPlane, 'name'>, url: string): LocalModel {
  requireLoopback('the model endpoint', url);
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const post = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(new URL(path, url), { ...post, signal: AbortSignal.timeout(5_000) });
    if (!response.ok) throw new Error(`${url}${path} answered ${response.status}`);
    return response.json();
  };
  let client: Promise<ReturnType<typeof governClient>> | undefined;
  const logIn = async () => {
    const to = { issuer: plane.name('oidc-issuer'), clientId: plane.name('oidc-client-id') };
    const { token } = await logInAs(GOVERNS, { ...to, scope: plane.name('oidc-scope'), say: () => {} });
    return governClient({ url: reachableUrl(plane.name('reviews-url')), token });
  };
  return {
    async fail() {
      await ask('/_admin/fail', { mode: 'unavailable', times: 1_000_000 });
    },
    async heal() {
      await ask('/_admin/fail', { mode: 'off' });
    },
    async requireWell() {
      await ask('/_admin/health').catch((error: Error) => {
        throw new Error(`no local model endpoint at ${url} (${error.message}); say where it is with --model-url`);
      });
    },
    async circuits() {
      client ??= logIn();
      const found = breakers.parse(await (await client).get('governance/breakers'));
      return found.breakers
        .filter(({ dependency }) => dependency.startsWith('model/'))
        .map(({ dependency, state, since }) => ({ dependency, state, since: Date.parse(since ?? '') || 0 }));
    },
  };
}
