import { expect } from 'vitest';
import { Refusal, type RefusalKind } from '../../lambdas/review/refusal.ts';

/** What somebody asked about a review is refused, for this reason and in these words. */
export async function refused(kind: RefusalKind, asked: Promise<unknown>, words = /./): Promise<void> {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ kind });
  expect(String(error)).toMatch(words);
}
