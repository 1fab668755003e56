import type { Disposition, Finding } from '../../../kernel/finding.ts';
import type { DraftInvoice } from '../../ubl/draft.ts';

/** The control that the findings of this folder belong to. */
export const DOCUMENT_RULES = 'document-rules';

/** One rule or small family of rules over the document alone. */
export type DocumentRule = (document: DraftInvoice) => Finding[];

interface Said {
  readonly code: string;
  readonly message: string;
  readonly terms: string[];
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  readonly control?: string;
}

/** The document contradicts itself: back to the supplier with the reason. */
export function reject(said: Said): Finding {
  return report(said, 'reject');
}

/** A gap that a person with authority may accept. */
export function review(said: Said): Finding {
  return report(said, 'review');
}

/** Informs, never routes. */
export function warn(said: Said): Finding {
  return report(said);
}

function report({ control = DOCUMENT_RULES, expected, actual, message, ...said }: Said, to?: Disposition): Finding {
  return {
    control,
    ...said,
    severity: to ? 'blocking' : 'warning',
    ...(to && { disposition: to }),
    message: message.slice(0, 500),
    ...(expected !== undefined && { expected: expected.slice(0, 200) }),
    ...(actual !== undefined && { actual: actual.slice(0, 200) }),
  };
}
