import { parentPort, workerData } from 'node:worker_threads';
import { SetupError } from '../progress.ts';
import type { AuthorityItem } from './item.ts';
import { proved } from './proved.ts';

/** What a person has to mend; nothing if the items hold. */
export type Verdict = Pick<SetupError, 'what' | 'remedy'> | null;

const { items, now } = workerData as { items: AuthorityItem[]; now: Date };
parentPort?.postMessage(verdict());

function verdict(): Verdict {
  try {
    proved(items, now);
    return null;
  } catch (error) {
    if (error instanceof SetupError) return { what: error.what, remedy: error.remedy };
    throw error;
  }
}
