import type { Answer, Answerer } from '../../lambdas/erp/answer.ts';
import type { OpenReview, OpenReviews } from '../../lambdas/review/open.ts';

/** Task tokens in memory. */
export function memoryReviews(): OpenReviews & { readonly waiting: Map<string, OpenReview> } {
  const waiting = new Map<string, OpenReview>();
  return {
    waiting,
    put: async (review) => void waiting.set(review.caseId, review),
    get: async (caseId) => waiting.get(caseId),
  };
}

/** Keeps every answer that was sent. */
export function memoryAnswerer(): Answerer & { readonly answers: (Answer & { readonly token: string })[] } {
  const answers: (Answer & { token: string })[] = [];
  return { answers, answer: async (token, answer) => void answers.push({ token, ...answer }) };
}
