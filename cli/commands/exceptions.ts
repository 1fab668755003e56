import type { Written } from '../../lambdas/exceptions/schemas.ts';
import { resolution as known, statement } from '../../statemachines/kernel/exceptions.ts';
import { exceptionsClient, type Narrowed } from '../exceptions-client.ts';
import { exceptionsCsv, exceptionsTable, exceptionText } from '../exceptions-text.ts';
import { readSession } from '../session.ts';
import { Unreadable } from '../unreadable.ts';

interface Said {
  readonly entry?: number;
  readonly json?: true;
}

/** `exceptions list`: due first. */
export async function listExceptions({ json, ...narrowed }: Narrowed & { json?: true }): Promise<void> {
  const { exceptions, more } = await exceptionsClient(readSession()).list(narrowed);
  const text = json ? JSON.stringify({ exceptions, more }, null, 2) : exceptionsTable(exceptions, more);
  process.stdout.write(`${text}\n`);
}

/** `exceptions export`: all of them, or none. */
export async function exportExceptions({ format, ...narrowed }: Narrowed & { format: string }): Promise<void> {
  const { exceptions, more } = await exceptionsClient(readSession()).list(narrowed);
  if (more) throw new Error('there are too many to export at once: narrow them, by --class or --company');
  process.stdout.write(format === 'json' ? `${JSON.stringify(exceptions, null, 2)}\n` : exceptionsCsv(exceptions));
}

/** `exceptions show ID`. */
export async function showException(caseId: string, { json }: { json?: true }): Promise<void> {
  const shown = await exceptionsClient(readSession()).show(caseId);
  process.stdout.write(`${json ? JSON.stringify(shown, null, 2) : exceptionText(shown)}\n`);
}

/** `exceptions assign ID PERSON`: about the exception as it is now, unless an entry says what was seen. */
export async function assignException(caseId: string, to: string, said: Said): Promise<void> {
  const client = exceptionsClient(readSession());
  say(await client.say(caseId, 'assign', { opened: await seen(caseId, said), to }), said);
}

interface Statement extends Said {
  readonly reason: string;
  readonly document?: string;
}

/** `exceptions resolve ID RESOLUTION`. */
export async function resolveException(caseId: string, resolution: string, said: Statement): Promise<void> {
  if (!statement.safeParse(resolution).success) throw new Unreadable(whyNoStatement(caseId, resolution));
  const { reason, document } = said;
  if ((resolution === 'posted-by-hand') !== (document !== undefined))
    throw new Unreadable('--document NUMBER goes with posted-by-hand, and with nothing else');
  const client = exceptionsClient(readSession());
  const body = { opened: await seen(caseId, said), resolution, reason, ...(document && { document }) };
  say(await client.say(caseId, 'resolve', body), said);
}

/** `exceptions take-back ID`: of the statement that counts now. */
export async function takeBackStatement(caseId: string, said: { reason: string; json?: true }): Promise<void> {
  const client = exceptionsClient(readSession());
  const { postedByHand } = await client.show(caseId);
  if (!postedByHand) throw new Error(`nobody says that ${caseId} was posted by hand`);
  say(await client.say(caseId, 'take-back', { statement: postedByHand.entry, reason: said.reason }), said);
}

function whyNoStatement(caseId: string, resolution: string): string {
  if (!known.safeParse(resolution).success) return `${resolution}: use one of ${statement.options.join(', ')}`;
  const command = resolution === 'reopen' ? 'reopen' : `quarantine ${resolution}`;
  return `${resolution} is a command of its own: countersign ${command} ${caseId} --reason …`;
}

async function seen(caseId: string, { entry }: Said): Promise<number> {
  if (entry !== undefined) return entry;
  const { exception } = await exceptionsClient(readSession()).show(caseId);
  if (!exception) throw new Error(`nothing about ${caseId} waits for people`);
  return exception.opened;
}

function say(done: Written, { json }: { readonly json?: true }): void {
  const { caseId, status, exception, entry } = done;
  const left = exception
    ? `${exception.class}, in hand of ${exception.assignee ?? 'nobody'}`
    : 'nothing waits for people';
  const words = `${caseId}: ${entry.stage}, now ${status}; ${left}; ledger entry ${entry.seq}`;
  process.stdout.write(`${json ? JSON.stringify(done) : words}\n`);
}
