import Table from 'cli-table3';
import { formatAmount } from '../../statemachines/kernel/money.ts';
import { reviewsClient } from '../reviews-client.ts';
import { readSession } from '../session.ts';

/** `reviews`: what I may decide, due first, then the larger amount. */
export async function listReviews(options: { json?: true }): Promise<void> {
  const reviews = await reviewsClient(readSession()).list();
  if (options.json) {
    process.stdout.write(`${JSON.stringify(reviews, null, 2)}\n`);
    return;
  }
  const head = ['case', 'subject', 'company', 'amount', 'due (UTC)', 'as', 'approved by', 'held by'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { caseId, subject, company, exposure, due, action, approvals, needed, holder } of reviews) {
    const amount = exposure ? `${formatAmount(exposure)} ${exposure.currency}` : '';
    table.push([caseId, subject, company, amount, due, action, `${approvals} of ${needed}`, holder?.subject ?? '']);
  }
  process.stdout.write(reviews.length > 0 ? `${table}\n` : 'nothing waits for you\n');
}
