import type { Case } from '../kernel/define-workflow.ts';
import type { Control } from '../kernel/finding.ts';
import type { ChangeRequest } from './change-request.ts';
import type { PartyFacts } from './facts.ts';

/** What the controls and the proposal of this workflow are computed from. */
export type PartyCase = Case<ChangeRequest, PartyFacts>;

export type PartyControl = Control<PartyCase>;
