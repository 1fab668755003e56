import { reviewsClient } from '../reviews-client.ts';
import { readSession } from '../session.ts';

interface Options {
  readonly reason: string;
  readonly json?: true;
}

/** `reverse ID`: asks that its effect be reversed; `case` of the reversal follows it. */
export async function reverseEffect(caseId: string, { json, ...said }: Options): Promise<void> {
  const done = await reviewsClient(readSession()).reverse(caseId, said);
  process.stdout.write(json ? `${JSON.stringify(done)}\n` : `${done.reversal}\n`);
}
