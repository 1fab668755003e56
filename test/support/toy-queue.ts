import type { DeadLetter, DeadLetterPort } from '../../cli/dead-letters/port.ts';

/** Queues in memory that hide what was received; a FIFO group is blocked while one of it is hidden. */
export function toyQueues(now: () => Date) {
  const queues = new Map<string, DeadLetter[]>();
  const hidden = new Set<string>();
  const log: string[] = [];
  let sent = 0;
  const of = (queue: string) => queues.get(queue) ?? [];
  const port: DeadLetterPort = {
    async receive(queue) {
      log.push('receive');
      const blocked = new Set(of(queue).flatMap(({ id, group }) => (hidden.has(id) && group ? [group] : [])));
      const free = of(queue).filter(({ id, group }) => !hidden.has(id) && !blocked.has(group ?? ''));
      const letters = free.slice(0, 10);
      for (const { id } of letters) hidden.add(id);
      return letters;
    },
    async release(_, letters) {
      for (const { id } of letters) hidden.delete(id);
    },
    async send(queue, { body, why, group }) {
      sent += 1;
      const id = `s${sent}`;
      log.push(`send ${body}`);
      put(queue, { id, body, why, ...(group !== undefined && { group }) });
      return id;
    },
    async remove(queue, { id, body }) {
      log.push(`remove ${body}`);
      hidden.delete(id);
      queues.set(
        queue,
        of(queue).filter((other) => other.id !== id),
      );
    },
  };
  function put(queue: string, letter: Partial<DeadLetter> & Pick<DeadLetter, 'id' | 'body'>): void {
    const made = { receipt: `r-${letter.id}`, why: 'it is no JSON', since: now().toISOString(), ...letter };
    queues.set(queue, [...of(queue), made]);
  }
  const bodies = (queue: string) => of(queue).map(({ body }) => body);
  return { port, put, bodies, hidden, log };
}
