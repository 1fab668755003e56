import type { AssessmentCore } from '../../../statemachines/kernel/assessment.ts';
import { Decimal } from '../../../statemachines/kernel/decimal.ts';
import { judge, type Question, type Verdict } from './judge.ts';
import type { PolicySet } from './policy-set.ts';
import { type AuthoritySnapshot, isStopped } from './snapshot.ts';

/** What was decided from the case: everything that policy looks at and that does not change by itself. */
export type Subject = Omit<Question, 'context'> & {
  /** Of the exposure; limits in another currency don't count. */
  readonly currency: string;
  readonly assessment?: Pick<AssessmentCore, 'confidence' | 'anomalies'>;
};

/** Who may commit, and what policy said of everyone below. */
export interface Ruling {
  readonly route: 'auto' | 'review' | 'park';
  /** The least role that is permitted. */
  readonly role?: string;
  readonly policies: readonly string[];
  readonly tried: readonly { readonly role: string; readonly verdict: Verdict }[];
}

const AGENT_RANK = 0;

/** The agent alone if it is permitted, else the least role that is; nobody means the case is parked (T4, T10). */
export function ruleOn(set: PolicySet, subject: Subject, authority: AuthoritySnapshot): Ruling {
  const question = questionOf(subject, authority);
  const tried: { role: string; verdict: Verdict }[] = [];
  if (!question) return { route: 'park', policies: [], tried };
  for (const role of authority.roles) {
    if (role.limit.currency !== subject.currency || role.nonOrderLimit.currency !== subject.currency) continue;
    const verdict = judge(set, role, question);
    tried.push({ role: role.id, verdict });
    if (!verdict.permitted) continue;
    const route = role.rank === AGENT_RANK ? 'auto' : 'review';
    const forbids = route === 'review' ? (tried[0]?.verdict.policies ?? []) : [];
    return { route, role: role.id, policies: [...verdict.policies, ...forbids], tried };
  }
  return { route: 'park', policies: [...new Set(tried.flatMap(({ verdict }) => verdict.policies))], tried };
}

/** The question with today's circumstances; none without a materiality to measure by. */
export function questionOf(subject: Subject, authority: AuthoritySnapshot): Question | undefined {
  const { assessment, currency, ...rest } = subject;
  if (authority.materiality?.threshold.currency !== currency) return undefined;
  const context = {
    autonomy: authority.autonomy?.level ?? 'suggest',
    stopped: isStopped(authority),
    assessed: assessment !== undefined,
    /** Cedar's decimal has 4 digits: rounded to the stricter side. */
    confidence: new Decimal(assessment?.confidence ?? 0).toFixed(4, Decimal.ROUND_DOWN),
    minConfidence: new Decimal(authority.autonomy?.minConfidence ?? 1).toFixed(4, Decimal.ROUND_UP),
    anomalies: assessment?.anomalies.length ?? 0,
    materiality: authority.materiality.threshold.minor,
  };
  return { ...rest, context };
}
