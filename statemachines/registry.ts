import { effectReversal } from './effect-reversal/workflow.ts';
import { invoiceProcessing } from './invoice-processing/workflow.ts';
import type { Workflow } from './kernel/define-workflow.ts';
import { masterData } from './master-data/workflow.ts';
import { procurementApprovals } from './procurement-approvals/workflow.ts';
import { supportCredits } from './support-credits/workflow.ts';

/** Every governed workflow, one line each. */
export const registry: readonly Workflow[] = [
  invoiceProcessing,
  effectReversal,
  masterData,
  procurementApprovals,
  supportCredits,
];
