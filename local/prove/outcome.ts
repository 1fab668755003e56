import { z } from 'zod';

/** What vitest's JSON reporter writes, as far as it is read here. */
const report = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numTotalTests: z.int(),
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ meta: z.object({ figures: z.record(z.string(), z.number()).optional() }) })),
    }),
  ),
});

export interface Outcome {
  /** Every test ran and passed, and there was at least one. */
  readonly holds: boolean;
  /** Counts of tests, and the figures that tests left, each `name value`. */
  readonly figures: readonly string[];
}

/** What came of the tests of one kind: by vitest's exit status and its JSON report. */
export function outcomeOf(name: string, status: number | null, written: unknown): Outcome {
  const { success, numPassedTests: passed, numTotalTests: total, testResults } = report.parse(written);
  const left = testResults.flatMap((tested) =>
    tested.assertionResults.flatMap(({ meta }) => Object.entries(meta.figures ?? {})),
  );
  return {
    holds: success && status === 0 && total > 0 && passed === total,
    figures: [`${name} ${passed}/${total}`, ...left.map(([what, count]) => `${what} ${count}`)],
  };
}
