import type { Case } from '../kernel/define-workflow.ts';
import type { Control } from '../kernel/finding.ts';
import type { Claim } from './claim.ts';
import type { CreditFacts } from './facts.ts';

/** What the controls and the proposal of this workflow are computed from. */
export type CreditCase = Case<Claim, CreditFacts>;

/** What of it does not depend on the day. */
export type Claimed = Pick<CreditCase, 'document' | 'facts'>;

export type CreditControl = Control<CreditCase>;
