import { orderClient } from '../order-client.ts';
import { orderTable, orderText } from '../order-text.ts';
import { readSession } from '../session.ts';
import { Unreadable } from '../unreadable.ts';

/** `order list`: the longest first. */
export async function listOrder({ json }: { json?: true }): Promise<void> {
  const { waiting, more } = await orderClient(readSession()).list();
  process.stdout.write(`${json ? JSON.stringify({ waiting, more }, null, 2) : orderTable(waiting, more)}\n`);
}

/** `order show ID`. */
export async function showOrder(caseId: string, { json }: { json?: true }): Promise<void> {
  const shown = await orderClient(readSession()).show(caseId);
  process.stdout.write(`${json ? JSON.stringify(shown, null, 2) : orderText(shown)}\n`);
}

interface Skip {
  readonly reason: string;
  readonly missing?: string;
  readonly json?: true;
}

/** `order skip ID`: what is missing now, unless it is said what was seen. */
export async function skipMissing(caseId: string, { reason, missing: said, json }: Skip): Promise<void> {
  const client = orderClient(readSession());
  const missing = said === undefined ? (await client.show(caseId)).missing : rangeOf(said);
  if (!missing) throw new Error(`nothing is missing of ${caseId}`);
  const done = await client.skip(caseId, { missing, reason });
  const words = `${caseId}: ${missing.from} to ${missing.to} skipped, ledger entry ${done.entry.seq}`;
  process.stdout.write(`${json ? JSON.stringify(done) : words}\n`);
}

function rangeOf(text: string) {
  const [, from, to] = /^(\d{1,10})-(\d{1,10})$/.exec(text) ?? [];
  if (!from || !to) throw new Unreadable(`--missing ${text}: say FROM-TO, as in 3-5`);
  return { from: Number(from), to: Number(to) };
}
