import { step } from '../local/progress.ts';

/** `step` on stderr, so that stdout holds figures only. */
export function noted<T>(title: string, expectSeconds: number, work: () => Promise<T>): Promise<T> {
  return step(title, expectSeconds, work, {
    write: (text) => void process.stderr.write(text),
    now: () => performance.now(),
  });
}
