import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { SetupError } from '../progress.ts';
import type { AuthorityItem } from './item.ts';
import type { Verdict } from './prove-worker.ts';

/**
 * Proves the items in a thread of its own: the proof takes a core for some seconds, and this one has other things to wait for.
 * @throws SetupError with the counter-examples
 */
export async function proveApart(items: readonly AuthorityItem[], now: Date): Promise<void> {
  const worker = new Worker(new URL('./prove-worker.ts', import.meta.url), { workerData: { items, now } });
  try {
    const [verdict]: Verdict[] = (await once(worker, 'message')) as Verdict[];
    if (verdict) throw new SetupError(verdict.what, verdict.remedy);
  } finally {
    await worker.terminate();
  }
}
