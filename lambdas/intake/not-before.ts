import { setTimeout as sleep } from 'node:timers/promises';

/** Does the work, and answers after `ms` at the earliest, a failure too. */
export async function notBefore<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([work(), sleep(ms)]);
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}
