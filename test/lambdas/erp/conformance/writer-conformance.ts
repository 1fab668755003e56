import { describe, it } from 'vitest';
import { answers } from './answers.ts';
import { onceOnly } from './once-only.ts';
import { refusals } from './refusals.ts';
import type { Conformance, WriterSubject } from './subject.ts';

/** Everything that is asked of an ERP writer, by title; each case stands alone. */
export const writerCases: readonly Conformance[] = [...refusals, ...answers, ...onceOnly];

/**
 * Runs the conformance of `ErpWriter` (lambdas/erp/port.ts, errors.ts) against one adapter and its ERP. `subject` is
 * asked when a case runs; the caller releases its wire after each case.
 */
export function writerConformance(name: string, subject: () => WriterSubject): void {
  describe(`${name} conforms to the port of ERP writers`, () => {
    for (const { title, run } of writerCases) it(title, () => run(subject()));
  });
}
