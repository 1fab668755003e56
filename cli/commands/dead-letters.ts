import Table from 'cli-table3';
import { controlPlane } from '../control-plane.ts';
import { look } from '../dead-letters/look.ts';
import { DEAD_LETTER_QUEUES } from '../dead-letters/queues.ts';
import { type Redriven, redrive } from '../dead-letters/redrive.ts';
import { sqsDeadLetters } from '../dead-letters/sqs.ts';
import { Unreadable } from '../unreadable.ts';

interface ListOptions {
  readonly limit: number;
  readonly json?: true;
}

/** `dlq list [QUEUE]`: what lies in the dead-letter queues, and why. */
export async function listDeadLetters(wanted: string | undefined, { limit, json }: ListOptions): Promise<void> {
  const names = wanted === undefined ? Object.keys(DEAD_LETTER_QUEUES) : [wanted];
  const queues = names.map((name) => [name, queueOf(name)] as const);
  const plane = await controlPlane();
  const port = sqsDeadLetters();
  const found = [];
  for (const [queue, { url }] of queues)
    for (const { receipt: _, ...letter } of await look(port, plane.name(url), limit)) found.push({ queue, ...letter });
  if (json) {
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const table = new Table({
    head: ['queue', 'message', 'since (UTC)', 'why', 'body'],
    style: { head: [], border: [] },
  });
  for (const { queue, id, since, why, body } of found) table.push([queue, id, since, why, body.slice(0, 60)]);
  process.stdout.write(found.length > 0 ? `${table}\n` : 'no dead letters\n');
}

interface RedriveOptions {
  readonly all?: true;
  readonly json?: true;
}

/** `dlq redrive QUEUE [MESSAGE…]`: each message that went back is printed as soon as it is. */
export async function redriveDeadLetters(name: string, ids: readonly string[], options: RedriveOptions): Promise<void> {
  const { url, source } = queueOf(name);
  if (source === undefined) throw new Unreadable(`${name}: nothing takes these again; follow the runbook`);
  if (ids.length > 0 === (options.all === true)) throw new Unreadable('say which messages, or --all');
  const plane = await controlPlane();
  const tell = (redriven: Redriven) => {
    const { id, sentAs, why } = redriven;
    const words = `${id} is back in its queue as ${sentAs} (${why})`;
    process.stdout.write(`${options.json ? JSON.stringify({ queue: name, ...redriven }) : words}\n`);
  };
  const left = await redrive(sqsDeadLetters(), {
    ...{ from: plane.name(url), to: plane.name(source), now: () => new Date(), tell },
    ids: options.all ? 'all' : new Set(ids),
  });
  const stays = [...left].map(([id, reason]) => `${id}: ${reason}`);
  if (stays.length > 0) throw new Error(`not redriven: ${stays.join('; ')}`);
}

function queueOf(name: string) {
  const queue = Object.hasOwn(DEAD_LETTER_QUEUES, name) ? DEAD_LETTER_QUEUES[name] : undefined;
  if (queue) return queue;
  throw new Unreadable(`${name} is none of ${Object.keys(DEAD_LETTER_QUEUES).join(', ')}`);
}
