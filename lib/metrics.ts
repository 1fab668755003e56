/** Namespace of every metric that our functions put. */
export const METRICS_NAMESPACE = 'Countersign';

/**
 * Metrics that alarms and dashboards rely on, with the function that puts each: its name is the dimension `service`.
 * Those of one case carry the workflow's slug as the dimension `workflow`, those of a model its id as `model`. A case is
 * never a dimension: the line of the metric in the log carries `caseId` and `seq`.
 */
export const METRICS = {
  /** Milliseconds from `received` to `confirmed` of a case that no person touched. */
  straightThrough: { name: 'StraightThroughMs', service: 'publish', perWorkflow: true },
  /** Cases left to a person without an entry in the ERP. */
  parked: { name: 'CasesParked', service: 'publish', perWorkflow: true },
  /** Documents in the ERP that are not what was proposed, or were not to be posted any more. */
  deviations: { name: 'ErpDeviations', service: 'publish', perWorkflow: true },
  /** 1 where policy asks whom the AI would have asked, else 0: its mean is how often. */
  approversAgreed: { name: 'ApproversAgreed', service: 'publish', perWorkflow: true },
  /** Of one question to a model, over all its tries; per `model`. */
  inputTokens: { name: 'InputTokens', service: 'publish', perWorkflow: true },
  outputTokens: { name: 'OutputTokens', service: 'publish', perWorkflow: true },
  /** Of one question, in whole units of the currency in which the register prices the model; per `model`. */
  cost: { name: 'Cost', service: 'publish', perWorkflow: true },
  /** Questions that nobody was asked, per `reason`: see {@link REFUSALS}. */
  assessmentsRefused: { name: 'AssessmentsRefused', service: 'publish', perWorkflow: true },
  interrupted: { name: 'CasesInterrupted', service: 'sweep', perWorkflow: false },
  /** Stops that stay without a confirmation; emergencies that nobody was asked to look at in time. */
  unconfirmed: { name: 'StopsUnconfirmed', service: 'watch', perWorkflow: false },
  emergenciesLate: { name: 'EmergencyReviewsLate', service: 'watch', perWorkflow: false },
  /** Events in quarantine that wait for a person, and how many hours the oldest of them has. */
  quarantined: { name: 'EventsWaiting', service: 'aging', perWorkflow: false },
  quarantineAge: { name: 'QuarantineAge', service: 'aging', perWorkflow: false },
  /** Open exceptions: how many, hours of the oldest, whole units of a currency, per `class`; those overdue per `owner`. */
  exceptionsOpen: { name: 'ExceptionsOpen', service: 'aging', perWorkflow: false },
  exceptionAge: { name: 'ExceptionAge', service: 'aging', perWorkflow: false },
  exceptionsValue: { name: 'ExceptionsValue', service: 'aging', perWorkflow: false },
  exceptionsOverdue: { name: 'ExceptionsOverdue', service: 'aging', perWorkflow: false },
  /** Documents of the ERP's books and confirmed effects that a run compared. */
  documentsReconciled: { name: 'DocumentsReconciled', service: 'reconcile', perWorkflow: false },
  effectsReconciled: { name: 'EffectsReconciled', service: 'reconcile', perWorkflow: false },
  /** Per `kind` of break, each once when it is found. */
  breaksFound: { name: 'BreaksFound', service: 'reconcile', perWorkflow: false },
  /** Breaks of cases that are open, and documents in the ERP that no case has. */
  caseBreaks: { name: 'CaseBreaks', service: 'reconcile', perWorkflow: false },
  outsideGovernance: { name: 'OutsideGovernance', service: 'reconcile', perWorkflow: false },
  /** The share of the effects compared by a run that have no break, percent. */
  postingAccuracy: { name: 'PostingAccuracy', service: 'reconcile', perWorkflow: false },
  /** Minutes since a run came to its end. */
  notReconciled: { name: 'NotReconciledMinutes', service: 'reconcile', perWorkflow: false },
  /** Events that wait for an earlier one of their subject, and subjects that have waited too long. */
  held: { name: 'EventsHeld', service: 'aging', perWorkflow: false },
  gapsExpired: { name: 'GapsExpired', service: 'aging', perWorkflow: false },
  /** Breakers that keep calls from being made; companies whose writes are held, and holds that end within six hours. */
  breakersOpen: { name: 'BreakersOpen', service: 'dependencies', perWorkflow: false },
  breakerChanges: { name: 'BreakerChanges', service: 'dependencies', perWorkflow: false },
  companiesHeld: { name: 'CompaniesHeld', service: 'dependencies', perWorkflow: false },
  holdsEnding: { name: 'HoldsEnding', service: 'dependencies', perWorkflow: false },
  tampered: { name: 'LedgerTampered', service: 'guard', perWorkflow: false },
} as const;

/** Why a model is not asked. */
export const REFUSALS = ['over-day-cap', 'over-case-cap', 'not-registered', 'stopped', 'breaker-open'] as const;
