import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const session = z.strictObject({
  /** Of the review API. */
  url: z.url(),
  issuer: z.url(),
  token: z.string().min(1),
  /** UTC. */
  expires: z.iso.datetime(),
});

/** Somebody who has logged in: where to, and with which access token. */
export type Session = z.infer<typeof session>;

/** In the state folder of the XDG base directories, readable by its owner alone. */
export const sessionFile = (env: NodeJS.ProcessEnv = process.env) =>
  join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'countersign', 'session.json');

/** Written beside and moved into place: at no moment is a token in a file that others may read. */
export function keepSession(kept: Session, file = sessionFile()): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(kept), { mode: 0o600, flag: 'wx' });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}

/** @throws Error saying to log in when there is none, it is over, or others can read it */
export function readSession(now = new Date(), file = sessionFile()): Session {
  const again = 'log in: countersign login';
  let text: string;
  try {
    if ((statSync(file).mode & 0o077) !== 0) throw new Error(`${file} can be read by others; remove it and ${again}`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new Error(`you are not logged in; ${again}`);
    throw error;
  }
  const parsed = session.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${file} can't be read; ${again}`);
  if (parsed.data.expires <= now.toISOString()) throw new Error(`your login is over; ${again}`);
  return parsed.data;
}
