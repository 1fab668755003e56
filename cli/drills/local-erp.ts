import { z } from 'zod';
import { readSecret } from '../../lambdas/shared/adapters/secret.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { LocalErp } from './erp-down.ts';
import { requireLoopback } from './only-local.ts';

const state = z.strictObject({ open: z.boolean() });

/** The proxy that `npm start` puts before the ERP: where the gateway's secret points. */
export async function localErp(plane: Pick<ControlPlane, 'name'>): Promise<LocalErp> {
  const secret = await readSecret(plane.name('erp-writer-secret'));
  const { url } = z.object({ url: z.url() }).parse(JSON.parse(secret));
  requireLoopback('the ERP', url);
  const ask = async (body?: object) => {
    const post = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(new URL('/_admin/door', url), { ...post, signal: AbortSignal.timeout(5_000) });
    return state.parse(await response.json());
  };
  return {
    async close() {
      await ask({ open: false });
    },
    async open() {
      await ask({ open: true });
    },
    async isOpen() {
      const { open } = await ask().catch((error: Error) => {
        throw new Error(`no local ERP can be cut off at ${url} (${error.message}); is this stack from \`npm start\`?`);
      });
      return open;
    },
  };
}
