import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const spooled = z.strictObject({
  source: z.string(),
  type: z.string(),
  id: z.string(),
  /** UTC; when it happened, not when the bus took it. */
  time: z.iso.datetime(),
  subject: z.string().exactOptional(),
  sequence: z.string().exactOptional(),
  data: z.unknown(),
});

/** A CloudEvent that a producer has to say; the same `id` on each try. */
export type Spooled = z.infer<typeof spooled>;

/** What came of one round of sending. */
export interface Delivered {
  /** Ids, in their order. */
  readonly sent: readonly string[];
  readonly left: number;
  /** Of the last event that could not be sent. */
  readonly why?: string;
}

/** Events on their way to the bus, in a folder of their own: written first, then put, then marked as done. */
export interface Spool {
  readonly folder: string;
  /**
   * Keeps it, on the disk when this returns.
   * @throws Error when the spool is full
   */
  add(event: Spooled): Promise<void>;
  /**
   * Puts what is kept, oldest first: at least once, and never a later event of a subject before an earlier one. An
   * event that the bus does not take holds up its own subject alone; after three in a row the rest waits for the next round.
   */
  deliver(put: (event: Spooled) => Promise<void>): Promise<Delivered>;
}

/** Events that a spool keeps at most. */
export const MOST_SPOOLED = 10_000;
const FAILURES_IN_A_ROW = 3;
const NAME = /^\d{12}-[0-9a-f-]{36}\.json$/;

/**
 * A spool that outlives its process: one file an event, named by its place and never by a name that was used before, so
 * that of several processes which share it none takes away what another has just kept.
 */
export function fileSpool(folder: string, most = MOST_SPOOLED): Spool {
  const names = async () => (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  return {
    folder,
    async add(event) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const text = JSON.stringify(spooled.parse(event));
      const kept = await names();
      if (kept.length >= most) throw new Error(`${folder} is full: ${most} events wait for the bus`);
      const name = nameAfter(kept.at(-1));
      await writeThrough(join(folder, `${name}.part`), text);
      await rename(join(folder, `${name}.part`), join(folder, name));
      await sync(folder);
    },
    async deliver(put) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const sent: string[] = [];
      const heldUp = new Set<string>();
      let why: string | undefined;
      let inARow = 0;
      for (const name of await names()) {
        if (inARow >= FAILURES_IN_A_ROW) break;
        const event = await readOne(join(folder, name));
        if (!event || (event.subject !== undefined && heldUp.has(event.subject))) continue;
        try {
          await put(event);
          inARow = 0;
        } catch (error) {
          why = error instanceof Error ? error.message : String(error);
          inARow += 1;
          if (event.subject !== undefined) heldUp.add(event.subject);
          continue;
        }
        await unlink(join(folder, name)).catch(unlessGone);
        sent.push(event.id);
      }
      return { sent, left: (await names()).length, ...(why !== undefined && { why }) };
    },
  };
}

const nameAfter = (last = '0') => `${String(Number.parseInt(last, 10) + 1).padStart(12, '0')}-${randomUUID()}.json`;

/** `undefined` if another process has sent it meanwhile. */
async function readOne(file: string): Promise<Spooled | undefined> {
  const text = await readFile(file, 'utf8').catch(unlessGone);
  return text === undefined ? undefined : spooled.parse(JSON.parse(text));
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
