import { breakerEvents } from './breaker-changed.ts';
import type { EventContract } from './event-contract.ts';
import { governanceEvents } from './governance.ts';
import { intakeAnswers } from './intake-answers.ts';
import { reversalRequested } from './reversal-requested.ts';
import { reviewNotices } from './review-notice.ts';

/** Every event that goes out whatever the workflow. */
export const KERNEL_EVENTS = [
  ...Object.values(intakeAnswers),
  ...Object.values(reviewNotices),
  ...Object.values(governanceEvents),
  ...Object.values(breakerEvents),
  reversalRequested,
] as unknown as readonly EventContract[];
