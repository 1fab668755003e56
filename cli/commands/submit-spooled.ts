import { controlPlane } from '../control-plane.ts';
import { spoolOf } from '../spool-of.ts';

/**
 * `submit spooled`: puts what is kept for this deployment's bus.
 * @throws Error if something is left
 */
export async function submitSpooledEvents({ json }: { json?: true }): Promise<void> {
  const plane = await controlPlane();
  const spool = spoolOf(plane);
  const { sent, left, why } = await spool.deliver((event) => plane.put(event));
  process.stdout.write(json ? `${JSON.stringify({ sent, left })}\n` : `${sent.length} sent, ${left} kept\n`);
  if (left > 0) throw new Error(`the bus did not take all (${why}); they are kept in ${spool.folder}`);
}
