import type { Control, Finding } from '../../../kernel/finding.ts';
import type { DraftInvoice } from '../../ubl/draft.ts';
import { completeness } from '../completeness.ts';
import { fewOfEach } from './few-of-each.ts';
import { accountingCurrency, paymentDue, readingFaults, sellerIdentified } from './header.ts';
import { lineFields } from './line-fields.ts';
import { lineNet } from './line-net.ts';
import { mandatory } from './mandatory.ts';
import { DOCUMENT_RULES, type DocumentRule } from './report.ts';
import { totals } from './totals.ts';
import { vatAmount } from './vat-amount.ts';
import { everyRateBrokenDown, vatBreakdown } from './vat-breakdown.ts';
import { vatKnown } from './vat-known.ts';
import { vatUse } from './vat-use.ts';

const RULES: readonly DocumentRule[] = [
  mandatory,
  lineFields,
  readingFaults,
  totals,
  vatAmount,
  vatUse,
  vatBreakdown,
  everyRateBrokenDown,
  vatKnown,
  accountingCurrency,
  paymentDue,
  sellerIdentified,
  lineNet,
];

/** Everything that the document alone tells about itself: EN 16931 rules and completeness, no facts needed. */
export function documentFindings(document: DraftInvoice): Finding[] {
  return [...documentRules.find({ document }), ...documentComplete.find({ document })];
}

/** The rules of EN 16931 as a control of the workflow. */
export const documentRules: Control<{ readonly document: DraftInvoice }> = {
  id: DOCUMENT_RULES,
  owner: 'finance-systems',
  find: ({ document }) => fewOfEach(RULES.flatMap((rule) => rule(document))),
};

/** Completeness as a control of the workflow. */
export const documentComplete: Control<{ readonly document: DraftInvoice }> = {
  id: 'completeness',
  owner: 'process-owner',
  find: ({ document }) => fewOfEach(completeness(document)),
};
