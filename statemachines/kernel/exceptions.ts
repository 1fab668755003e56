import { z } from 'zod';
import type { OwnerFunction } from './finding.ts';
import type { WorkingCalendar } from './working-time.ts';

/** Resolutions that are a person's statement in the ledger; none of them moves money. */
export const STATEMENTS = [
  /** The ERP's document stays as it is, although it is not what was decided. */
  'accept-as-is',
  /** A person has posted it in the ERP, under a document number: the case posts nothing any more. */
  'posted-by-hand',
  /** It is not posted and will not be, as far as anybody knows today. */
  'close-refused',
] as const;
export const statement = z.enum(STATEMENTS);
export type Statement = z.infer<typeof statement>;

/** Every way in which an exception may end; what is no statement has a command of its own. */
export const resolution = z.enum([...STATEMENTS, 'reopen', 'readmit', 'discard', 'skip']);
export type Resolution = z.infer<typeof resolution>;

/** Every class of exception. */
export const EXCEPTION_CLASSES = [
  'erp-unavailable',
  'erp-refused',
  'effect-unknown',
  'compensation',
  'nobody-permitted',
  'held-by-control',
  'invalid-input',
  'authorisation-lost',
  'facts-changing',
  'review-expired',
  'failed',
  'interrupted',
  'posted-deviating',
  'quarantined',
  'gap',
  'break',
  'ledger-broken',
] as const;
export const exceptionClass = z.enum(EXCEPTION_CLASSES);
export type ExceptionClass = z.infer<typeof exceptionClass>;

/** Whose it is first, by role: one of the two that every workflow shares, or the workflow's least or highest of people. */
export type ExceptionRoute = 'operations' | 'governance' | 'least' | 'highest';

export interface ExceptionTerms {
  /** Answers for the class being rare. */
  readonly owner: OwnerFunction;
  readonly route: ExceptionRoute;
  /** Working hours from its beginning, by the calendar of the case's company. */
  readonly hours: number;
  /** `high`: money or evidence may be wrong already. */
  readonly severity: 'high' | 'normal';
  readonly allowed: readonly [Resolution, ...Resolution[]];
}

/** Where the control plane failed and policy did not say no, people may have posted it themselves. */
const OUTAGE = ['reopen', 'posted-by-hand', 'close-refused'] as const;
/** Policy or a control says no: a statement can't take the place of what is missing. */
const WITHHELD = ['reopen', 'close-refused'] as const;

/** The closed list: what each class is owed. Owned by operations. */
export const EXCEPTIONS: Readonly<Record<ExceptionClass, ExceptionTerms>> = {
  /** Nobody answered while facts were read. */
  'erp-unavailable': { owner: 'finance-systems', route: 'operations', hours: 8, severity: 'normal', allowed: OUTAGE },
  'erp-refused': { owner: 'finance-systems', route: 'least', hours: 8, severity: 'normal', allowed: OUTAGE },
  /** Prepared, and nobody knows whether the ERP has it: a person looks there. */
  'effect-unknown': {
    ...{ owner: 'finance-systems', route: 'least', hours: 4, severity: 'high' },
    allowed: ['posted-by-hand', 'close-refused'],
  },
  /** A part of it is in the ERP, and was not or could not be undone: a person completes it there, or undoes it. */
  compensation: {
    ...{ owner: 'finance-systems', route: 'least', hours: 4, severity: 'high' },
    allowed: ['posted-by-hand', 'close-refused'],
  },
  'nobody-permitted': { owner: 'process-owner', route: 'highest', hours: 16, severity: 'normal', allowed: WITHHELD },
  /** A finding asks for something outside to be mended, or nothing could be proposed. */
  'held-by-control': { owner: 'process-owner', route: 'least', hours: 16, severity: 'normal', allowed: WITHHELD },
  'invalid-input': {
    owner: 'enterprise-architecture',
    route: 'operations',
    hours: 8,
    severity: 'normal',
    allowed: OUTAGE,
  },
  'authorisation-lost': { owner: 'security', route: 'highest', hours: 8, severity: 'normal', allowed: WITHHELD },
  'facts-changing': { owner: 'process-owner', route: 'least', hours: 8, severity: 'normal', allowed: OUTAGE },
  'review-expired': { owner: 'process-owner', route: 'highest', hours: 8, severity: 'normal', allowed: WITHHELD },
  /** Whatever else ended an attempt: a function or the engine failed. */
  failed: { owner: 'operations', route: 'operations', hours: 8, severity: 'normal', allowed: OUTAGE },
  /** Its executions ended without its knowing, and its attempts are used up. */
  interrupted: { owner: 'operations', route: 'operations', hours: 4, severity: 'normal', allowed: OUTAGE },
  /** The ERP's document is not what was decided, or was not to be posted any more. */
  'posted-deviating': {
    ...{ owner: 'finance-systems', route: 'least', hours: 4, severity: 'high' },
    allowed: ['accept-as-is'],
  },
  quarantined: {
    ...{ owner: 'enterprise-architecture', route: 'operations', hours: 8, severity: 'normal' },
    allowed: ['readmit', 'discard'],
  },
  /** An event of a stream is missing, and those after it wait. */
  gap: { owner: 'operations', route: 'operations', hours: 8, severity: 'normal', allowed: ['skip'] },
  /** Ledger and ERP do not agree, as reconciliation found. */
  break: { owner: 'finance-systems', route: 'least', hours: 8, severity: 'high', allowed: ['accept-as-is'] },
  'ledger-broken': { owner: 'security', route: 'governance', hours: 4, severity: 'high', allowed: WITHHELD },
};

/** How an exception may end; what a control of the workflow leaves to people to do in the ERP also as posted by hand. */
export function resolutionsOf(
  { class: of, reason }: { readonly class: ExceptionClass; readonly reason: string },
  byHand: readonly string[] = [],
): readonly Resolution[] {
  return of === 'held-by-control' && byHand.includes(reason) ? OUTAGE : EXCEPTIONS[of].allowed;
}

/** Working time of what belongs to no company. */
export const SHARED_CALENDAR: WorkingCalendar = {
  ...{ timeZone: 'UTC', days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
};

const BY_REASON: Readonly<Record<string, ExceptionClass>> = {
  Transient: 'erp-unavailable',
  ErpRejected: 'erp-refused',
  EffectUnknown: 'effect-unknown',
  'NOBODY-PERMITTED': 'nobody-permitted',
  InvalidInput: 'invalid-input',
  NotAuthorised: 'authorisation-lost',
  FactsChanged: 'facts-changing',
  ReviewExpired: 'review-expired',
  LedgerBroken: 'ledger-broken',
};
/** What a control or Decide names: capitals and digits in words, `VENDOR-UNKNOWN`, `BR-CO-15`. */
const CODE = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/;

/** The class of a case that was parked for a reason. */
export function classOfParking(reason: string): ExceptionClass {
  if (Object.hasOwn(BY_REASON, reason)) return BY_REASON[reason] ?? 'failed';
  return CODE.test(reason) ? 'held-by-control' : 'failed';
}

/** The role that a route means in a workflow, of whose roles the agent's comes first. */
export function roleOf(route: ExceptionRoute, roles: readonly string[]): string {
  if (route === 'least') return roles[1] ?? 'operations';
  return route === 'highest' ? (roles.slice(1).at(-1) ?? 'operations') : route;
}
