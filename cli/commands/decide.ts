import { createInterface } from 'node:readline/promises';
import type { Written } from '../../lambdas/review/api/schemas.ts';
import { reviewText } from '../review-text.ts';
import { reviewsClient, type Verb } from '../reviews-client.ts';
import { readSession } from '../session.ts';
import { Unreadable } from '../unreadable.ts';

interface DecideOptions {
  readonly digest?: string;
  readonly comment?: string;
  readonly reason?: string;
  readonly to?: string;
  /** Of a call to the vendor: which number, who answered, and what they said. */
  readonly phone?: string;
  readonly personCalled?: string;
  readonly result?: string;
  /** What is wanted otherwise, by name. */
  readonly adjustments?: Readonly<Record<string, string>>;
  readonly json?: true;
}

/**
 * `approve ID`, `reject ID`: about the digest that is told, which `review ID` shows; or, at a terminal, about what is
 * shown here, once the person says so. Nothing is ever decided that they have not been shown.
 */
export function decision(verb: 'approve' | 'reject') {
  return async (caseId: string, options: DecideOptions): Promise<void> => {
    const { comment, reason } = options;
    const client = reviewsClient(readSession());
    const digest = options.digest ?? (await confirmed(verb, caseId, client, options.json));
    tell(await client.say(caseId, verb, { digest, comment, reason }), options.json);
  };
}

/** `claim`, `release`, `delegate`, `ask`, `call-back`, `propose-value`: they approve nothing, and are about whatever is under review now. */
export function remark(verb: Exclude<Verb, 'approve' | 'reject'>) {
  return async (caseId: string, { json, digest: seen, ...said }: DecideOptions): Promise<void> => {
    const client = reviewsClient(readSession());
    const digest = seen ?? (await client.show(caseId)).proposal.digest;
    tell(await client.say(caseId, verb, { digest, ...said }), json);
  };
}

async function confirmed(verb: string, caseId: string, client: ReturnType<typeof reviewsClient>, json?: true) {
  if (json || !process.stdin.isTTY)
    throw new Unreadable(`say what you have seen: --digest, as review ${caseId} shows it`);
  const shown = await client.show(caseId);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${reviewText(shown)}\n\n${verb} exactly this? Type "${verb}": `);
    if (answer.trim() !== verb) throw new Unreadable('nothing was decided');
    return shown.proposal.digest;
  } finally {
    terminal.close();
  }
}

function tell(written: Written, json?: true): void {
  const { entry, review } = written;
  const signed = review.approvals.filter(({ action }) => action !== 'consent').length;
  const consents = (review.consents ?? []).map(({ role, given, people }) => `, ${given} of ${people} as ${role}`);
  const count = `${signed} of ${review.needed} countersignatures${consents.join('')}`;
  const words = `${entry.stage}, entry ${entry.seq} of ${review.caseId}; the review is ${review.state}, ${count}\n`;
  process.stdout.write(json ? `${JSON.stringify(written)}\n` : words);
}
