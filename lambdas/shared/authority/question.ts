import type { AssessmentCore } from '../../../statemachines/kernel/assessment.ts';
import type { Consent } from '../../../statemachines/kernel/authority/consents.ts';
import type { Act, Duty } from '../../../statemachines/kernel/authority/duties.ts';
import { amountIn, type Measure, togetherIn } from '../../../statemachines/kernel/authority/measure.ts';
import { limitsIn, type Role } from '../../../statemachines/kernel/authority/role.ts';
import { isAgentStopped, type StopScope } from '../../../statemachines/kernel/authority/stop.ts';
import { Decimal } from '../../../statemachines/kernel/decimal.ts';
import type { AuthoritySnapshot } from './snapshot.ts';

/** What was decided from the case: everything that policy looks at and that does not change by itself. */
export interface Subject {
  readonly namespace: string;
  readonly resource: string;
  /** The digest of the proposal. */
  readonly id: string;
  readonly company: string;
  /** The day of the decision, `2026-11-24`. */
  readonly today: string;
  readonly measure: Measure;
  readonly blocking: readonly string[];
  /** The workflow's own attributes of the resource. */
  readonly attributes: Readonly<Record<string, boolean | number | string>>;
  /** What somebody does who countersigns. */
  readonly duty: Duty;
  /** What others did before, on the case and its master data. */
  readonly acts: readonly Act[];
  /** Every stop switch that could stop it. */
  readonly stops: readonly StopScope[];
  readonly assessment?: Pick<AssessmentCore, 'confidence' | 'anomalies'> | undefined;
  /** Who must consent besides; none, where nobody must. */
  readonly consents?: readonly Consent[];
}

/** `commit`: has the authority for the whole. `second`: may be the other one of two. */
export type Countersigning = 'commit' | 'second';
/** `consent`: agrees in a role outside of the ladder, whatever the amount. */
export type Action = Countersigning | 'consent';

/** Who asks: a role as such, or a person in a role. */
export interface Principal {
  readonly type: 'Role' | 'Person';
  readonly id: string;
  readonly role: Role;
  /** Why this very person may not, in words; none for a role. */
  readonly conflicts: readonly string[];
}

/** Below every amount: what is not in the row is not permitted, not even for nothing. */
const NONE = -1;
/** Whoever consents is held to no amount, and has authority over none. */
const NO_LIMITS = { limit: NONE, second: NONE };

/** One question to Cedar. */
export interface Question {
  readonly principal: { readonly type: string; readonly id: string };
  readonly parents: readonly { readonly type: string; readonly id: string }[];
  readonly limits: { readonly rank: number; readonly limit: number; readonly second: number };
  readonly action: { readonly type: string; readonly id: string };
  readonly resource: { readonly type: string; readonly id: string };
  readonly attributes: Readonly<Record<string, boolean | number | string | readonly string[]>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * The question whether a principal may act, with today's authority data; or why it can't even be asked: then the
 * answer is no. A missing rate is such a reason, never a pass.
 */
export function questionOf(
  subject: Subject,
  authority: AuthoritySnapshot,
  { type, id, role, conflicts }: Principal,
  action: Action,
): Question | string {
  const { category, exposures } = subject.measure;
  const { materiality } = authority;
  if (!materiality) return `no materiality is on file for ${subject.company}`;
  const held =
    action === 'consent' ? { ...NO_LIMITS, currency: materiality.currency } : limitsOf(role, subject, action);
  if (typeof held === 'string') return held;
  const { currency, ...limits } = held;
  const window = { today: subject.today, days: materiality.cumulative.windowDays };
  const exposure = amountIn(exposures, currency);
  const together = togetherIn(subject.measure, currency, window);
  if (exposure === undefined || together === undefined) return `no rate to measure the case in ${currency}`;
  const roleEntity = { type: 'Countersign::Role', id: role.id };
  return {
    principal: type === 'Role' ? roleEntity : { type: 'Countersign::Person', id },
    parents: type === 'Role' ? [] : [roleEntity],
    limits: { rank: role.rank, ...limits },
    action: { type: `${subject.namespace}::Action`, id: action },
    resource: { type: `${subject.namespace}::${subject.resource}`, id: subject.id },
    attributes: { ...subject.attributes, category, exposure, together, blocking: subject.blocking },
    context: { ...circumstances(subject, authority, window), consents: needsConsents(subject, action), conflicts },
  };
}

/** The role's limits for the category in the company; or why there are none. */
function limitsOf(role: Role, { company, measure: { category } }: Subject, action: Countersigning) {
  const row = limitsIn(role, company);
  if (!row) return `${role.id} has no limits in ${company}`;
  const limit = (action === 'commit' ? row.alone : { ...row.alone, ...row.second })[category];
  if (limit === undefined) return `${role.id} has no limit for ${category} in ${company}`;
  return { currency: row.currency, limit: row.alone[category] ?? NONE, second: row.second[category] ?? NONE };
}

const needsConsents = ({ consents = [] }: Subject, action: Action) => action === 'consent' || consents.length > 0;

function circumstances(subject: Subject, authority: AuthoritySnapshot, window: { today: string; days: number }) {
  const { assessment, measure } = subject;
  const { materiality, autonomy } = authority;
  const inFull = materiality && amountIn(measure.exposures, materiality.currency);
  const together = materiality && togetherIn(measure, materiality.currency, window);
  const capped = autonomy?.cap && amountIn(measure.exposures, autonomy.cap.currency);
  return {
    autonomy: autonomy?.level ?? 'suggest',
    cap: against(capped, autonomy?.cap?.minor),
    stopped: isAgentStopped(authority.stops),
    assessed: assessment !== undefined,
    /** Cedar's decimal has 4 digits: rounded to the stricter side. */
    confidence: new Decimal(assessment?.confidence ?? 0).toFixed(4, Decimal.ROUND_DOWN),
    minConfidence: new Decimal(autonomy?.minConfidence ?? 1).toFixed(4, Decimal.ROUND_UP),
    anomalies: assessment?.anomalies.length ?? 0,
    materialAmount: against(inFull, materiality?.amount),
    materialTogether: against(together, materiality?.cumulative.amount),
    materialKinds: materiality?.kinds ?? [],
    fourEyes: needsFourEyes(subject, authority),
  };
}

/** What can't be measured is as large as can be. */
const against = (measured: number | undefined, threshold: number | undefined) => ({
  measured: measured ?? Number.MAX_SAFE_INTEGER,
  threshold: measured === undefined ? 0 : (threshold ?? 0),
});

/** Do two people have to countersign? Yes, wherever nothing on file says that one is enough. */
export function needsFourEyes({ measure, today }: Subject, { fourEyes, materiality }: AuthoritySnapshot): boolean {
  const from = fourEyes?.from[measure.category];
  if (!fourEyes || from === undefined || !materiality) return true;
  const together = togetherIn(measure, fourEyes.currency, { today, days: materiality.cumulative.windowDays });
  return together === undefined || together >= from;
}
