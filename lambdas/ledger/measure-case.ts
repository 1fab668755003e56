import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { isWhole } from '../erp/steps.ts';
import { broughtBy, newest } from '../shared/case-log.ts';
import { deviates } from '../shared/case-status.ts';

/** What every workflow is measured by; units and dimensions: `lib/metrics.ts`. */
export type Measured =
  | 'StraightThroughMs'
  | 'CasesParked'
  | 'ErpDeviations'
  | 'ApproversAgreed'
  | 'InputTokens'
  | 'OutputTokens'
  | 'Cost'
  | 'AssessmentsRefused';

export interface MeasuredBy {
  /** Few values each: every combination is a metric of its own, and paid for. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** For whoever looks into the log, beside the metric. */
  readonly about?: Readonly<Record<string, string>>;
}

/** Puts one metric of a workflow. */
export type Measure = (name: Measured, value: number, workflow: string, by?: MeasuredBy) => void;

/** Milliseconds from the event that brought the document to `confirmed` where no person was asked; every case that is parked, and every document that deviates. */
export function measureCase(entry: LedgerEntry, entries: readonly LedgerEntry[], measure: Measure): void {
  if (entry.stage === 'parked') measure('CasesParked', 1, entry.workflow.slug);
  if (entry.stage === 'confirmed' && deviates(entry)) measure('ErpDeviations', 1, entry.workflow.slug);
  const { agreed } = (entry.stage === 'decided' && (entry.body['recommended'] as { agreed?: unknown })) || {};
  if (typeof agreed === 'boolean') measure('ApproversAgreed', Number(agreed), entry.workflow.slug);
  const brought = broughtBy(entries, entry);
  const asked = newest(entries, 'review-opened') ?? newest(entries, 'reopened-by-person');
  const straight = entry.stage === 'confirmed' && isWhole(entry, entries) && brought && !asked;
  if (straight) measure('StraightThroughMs', Date.parse(entry.at) - Date.parse(brought.at), entry.workflow.slug);
}
