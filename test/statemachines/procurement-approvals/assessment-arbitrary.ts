import fc from 'fast-check';
import { RECOMMENDABLE, type RequisitionAssessment } from '../../../statemachines/procurement-approvals/assessment.ts';
import { LINE_CATEGORIES } from '../../../statemachines/procurement-approvals/categories.ts';
import { POLICY_IDS } from '../../../statemachines/procurement-approvals/policies.ts';
import { hostileText } from '../invoice-processing/assessment-arbitrary.ts';

/** Any answer that the schema lets through. */
export const arbitraryRequisitionAssessment: fc.Arbitrary<RequisitionAssessment> = fc.record({
  lines: fc.array(
    fc.record({ position: fc.integer({ min: 1, max: 200 }), category: fc.constantFrom(...LINE_CATEGORIES) }),
    { maxLength: 5 },
  ),
  quotes: hostileText(600),
  recommended: fc.array(fc.record({ role: fc.constantFrom(...RECOMMENDABLE), reason: hostileText(300) }), {
    maxLength: RECOMMENDABLE.length,
  }),
  policy: fc.constantFrom(...POLICY_IDS),
  anomalies: fc.array(
    fc.record({
      code: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
      reason: hostileText(500).map((text) => text || 'none'),
    }),
    { maxLength: 5 },
  ),
  confidence: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000),
  summary: hostileText(400),
});
