import type { Case } from '../kernel/define-workflow.ts';
import type { Control } from '../kernel/finding.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Invoice } from './invoice.ts';

/** What the controls and the proposal of this workflow are computed from. */
export type InvoiceCase = Case<Invoice, InvoiceFacts>;

export type InvoiceControl = Control<InvoiceCase>;
