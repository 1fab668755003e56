import type { Case } from '../kernel/define-workflow.ts';
import type { Control } from '../kernel/finding.ts';
import type { RequisitionFacts } from './facts.ts';
import type { Requisition } from './requisition.ts';

/** What the controls and the proposal of this workflow are computed from. */
export type RequisitionCase = Case<Requisition, RequisitionFacts>;

export type RequisitionControl = Control<RequisitionCase>;
