import { EFFECT, type RawDefinition, type RawState } from './raw.ts';

/** What a case carries, and what it was truly authorised to do: the part that no graph can write. */
interface Case {
  readonly at: string;
  readonly route: string;
  readonly verdict: string;
  readonly settlement: string;
  readonly escalation: string;
  /** What Decide said last, since the last Gather and the last failure but one: Escalate reads it in the ledger. */
  readonly decided: string;
  readonly authorised: boolean;
}

const ROUTES = ['auto', 'review', 'park', 'refuse'];
const ERRORS = ['Transient', 'FactsChanged', 'ErpRejected', 'EffectUnknown', 'States.Timeout', 'Lambda.Unknown'];
const FRESH: Omit<Case, 'at'> = {
  route: '',
  verdict: '',
  settlement: '',
  escalation: '',
  decided: '',
  authorised: false,
};

/**
 * Runs every possible execution of a flat graph: each function may give any answer, each Task may fail with any error.
 * It reads the raw text and shares nothing with the proofs.
 * @returns the way to an effect that nobody authorised, or `undefined` if there is none
 */
export function unauthorisedRun({ StartAt, States }: RawDefinition): string[] | undefined {
  const seen = new Set<string>();
  const waiting: { now: Case; way: string[] }[] = [{ now: { ...FRESH, at: StartAt }, way: [] }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { now, way } = step;
    const state = States[now.at];
    const key = JSON.stringify(now);
    if (state === undefined || seen.has(key)) continue;
    seen.add(key);
    const here = [...way, now.at];
    if (now.at === EFFECT && !now.authorised) return here;
    for (const next of successors(state, now)) waiting.push({ now: next, way: here });
  }
  return undefined;
}

function successors(state: RawState, now: Case): Case[] {
  if (state.Type === 'Choice') {
    const rule = state.Choices?.find(({ Condition }) => holds(Condition, now));
    return to(now, rule?.Next ?? state['Default']);
  }
  if (state.Type !== 'Task') return [];
  const failures = ERRORS.flatMap((error) => {
    const { Next } =
      state.Catch?.find(({ ErrorEquals }) => ErrorEquals.some((name) => name === error || name === 'States.ALL')) ?? {};
    const decided = now.at === 'Countersign' && Next === 'Escalate' ? now.decided : '';
    return to({ ...now, decided, authorised: false }, Next);
  });
  return [...answers(now).flatMap((answer) => to(answer, state['Next'])), ...failures];
}

function to(now: Case, next: unknown): Case[] {
  return typeof next === 'string' ? [{ ...now, at: next }] : [];
}

function answers(now: Case): Case[] {
  switch (now.at) {
    case 'Gather':
      return [{ ...now, decided: '', authorised: false }];
    case 'Decide':
      return ROUTES.map((route) => ({ ...now, route, decided: route, authorised: route === 'auto' }));
    case 'Countersign':
      return ['approved', 'rejected'].map((verdict) => {
        const authorised = verdict === 'approved' && now.decided === 'review';
        return { ...now, verdict, authorised };
      });
    case 'Escalate':
      return ['again', 'ended'].map((escalation) => ({ ...now, escalation }));
    case 'Settle':
      return ['confirmed', 'withdrawn', 'unknown'].map((settlement) => ({ ...now, settlement }));
    default:
      return [now];
  }
}

function holds(condition: string, now: Case): boolean {
  const [, field, sign, value] = /^\{% \$states\.input\.(\w+) (!?=) '(\w*)' %\}$/.exec(condition) ?? [];
  if (field !== 'route' && field !== 'verdict' && field !== 'settlement' && field !== 'escalation')
    throw new Error(`can't follow ${condition}`);
  return (now[field] === value) === (sign === '=');
}
