import { reviewText } from '../review-text.ts';
import { reviewsClient } from '../reviews-client.ts';
import { readSession } from '../session.ts';

/** `review ID`: all that a decision rests on. */
export async function showReview(caseId: string, options: { assessment?: true; json?: true }): Promise<void> {
  const shown = await reviewsClient(readSession()).show(caseId, options);
  process.stdout.write(options.json ? `${JSON.stringify(shown, null, 2)}\n` : `${reviewText(shown)}\n`);
}
