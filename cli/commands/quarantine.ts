import { readFileSync } from 'node:fs';
import type { Shown } from '../../lambdas/quarantine/schemas.ts';
import { quarantineClient } from '../quarantine-client.ts';
import { quarantinedText, quarantineTable } from '../quarantine-text.ts';
import { readSession } from '../session.ts';
import { Unreadable } from '../unreadable.ts';

interface Decision {
  readonly reason: string;
  readonly digest?: string;
  readonly json?: true;
}

/** `quarantine list`: oldest first. */
export async function listQuarantine({ json }: { json?: true }): Promise<void> {
  const { quarantined, more } = await quarantineClient(readSession()).list();
  const text = json ? JSON.stringify({ quarantined, more }, null, 2) : quarantineTable(quarantined, more);
  process.stdout.write(`${text}\n`);
}

/** `quarantine show ID`. */
export async function showQuarantined(caseId: string, { json }: { json?: true }): Promise<void> {
  const shown = await quarantineClient(readSession()).show(caseId);
  process.stdout.write(`${json ? JSON.stringify(shown, null, 2) : quarantinedText(shown)}\n`);
}

/** `quarantine readmit ID`, `quarantine discard ID`: about what it is now, unless a digest says what was seen. */
export function decideQuarantined(verb: 'readmit' | 'discard') {
  return async (caseId: string, { reason, digest, json }: Decision): Promise<void> => {
    const client = quarantineClient(readSession());
    const seen = digest ?? (await client.show(caseId)).digest;
    say(await client.say(caseId, verb, { digest: seen, reason }), json);
  };
}

interface Repair extends Decision {
  readonly document?: string;
  readonly event?: string;
}

/** `quarantine repair ID`: with a whole CloudEvent, or with another document in the one that came. */
export async function repairQuarantined(caseId: string, { document, event, ...decision }: Repair): Promise<void> {
  if ((document === undefined) === (event === undefined))
    throw new Unreadable('say either --document FILE or --event FILE');
  const { reason, digest, json } = decision;
  const client = quarantineClient(readSession());
  const shown = await client.show(caseId);
  const repaired = event === undefined ? withDocument(shown, read(document ?? '')) : jsonOf(event);
  say(await client.say(caseId, 'repair', { digest: digest ?? shown.digest, reason, event: repaired }), json);
}

/** The event as it would be readmitted, with these bytes as its document. */
export function withDocument({ event, caseId }: Pick<Shown, 'event' | 'caseId'>, content: Buffer): object {
  const { detail } = Object(event) as { detail?: unknown };
  if (typeof detail !== 'object' || detail === null)
    throw new Unreadable(`${caseId} came without an envelope: give the whole one with --event FILE`);
  const text = content.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(content);
  const document = isText
    ? { content: text, encoding: 'utf-8' }
    : { content: content.toString('base64'), encoding: 'base64' };
  const data = Object((detail as { data?: unknown }).data) as object;
  return { ...detail, data: { ...data, document } };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Unreadable(`${file} can't be read: ${(error as Error).message}`);
  }
}

function jsonOf(file: string): object {
  try {
    return JSON.parse(read(file).toString('utf8')) as object;
  } catch (error) {
    throw new Unreadable(`${file} can't be read as JSON: ${(error as Error).message}`);
  }
}

type Written = Awaited<ReturnType<ReturnType<typeof quarantineClient>['say']>>;

function say(done: Written, json?: true): void {
  const { caseId, state, digest, entry } = done;
  const words = `${caseId}: ${entry.stage}, now ${state}; digest ${digest}, ledger entry ${entry.seq}`;
  process.stdout.write(`${json ? JSON.stringify(done) : words}\n`);
}
