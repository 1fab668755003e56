import type { Case } from '../kernel/define-workflow.ts';
import type { Control } from '../kernel/finding.ts';
import type { ReversalRequest } from '../kernel/reversal.ts';
import type { PostedDocumentFacts } from './facts.ts';

export type ReversalCase = Case<ReversalRequest, PostedDocumentFacts>;
export type ReversalControl = Control<ReversalCase>;
