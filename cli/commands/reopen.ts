import { reviewsClient } from '../reviews-client.ts';
import { readSession } from '../session.ts';

interface Options {
  readonly reason: string;
  readonly attempt?: number;
  readonly json?: true;
}

/** `reopen ID`: begins the next attempt; `case ID` follows it. */
export async function reopenCase(caseId: string, { json, ...said }: Options): Promise<void> {
  const done = await reviewsClient(readSession()).reopen(caseId, said);
  const words = `attempt ${done.attempt} of ${caseId} begins, entry ${done.entry.seq}\n`;
  process.stdout.write(json ? `${JSON.stringify(done)}\n` : words);
}
