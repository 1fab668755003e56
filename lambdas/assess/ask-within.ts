import { costOf, type Spent } from '../../statemachines/kernel/authority/register.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { canonicalJson } from '../../statemachines/kernel/ids.ts';
import type { LedgerDraft } from '../../statemachines/kernel/ledger-entry.ts';
import { type Answer, ASK_LIMITS, type AskDeps, type AskLimits, askModel } from './ask-model.ts';
import { candidateOf } from './candidates.ts';
import { converseInput } from './converse-input.ts';
import { budgetsOf, type Leave, mostSpent } from './may-ask.ts';
import type { Role } from './model.ts';
import type { Spending } from './register.ts';

type Granted = Extract<Leave, { kind: 'granted' }>;

export interface AskWithinDeps extends AskDeps {
  readonly spending: Spending;
  readonly limits?: AskLimits;
}

/** What is asked, of which case. */
export interface Question {
  readonly workflow: Workflow;
  readonly caseId: string;
  readonly subject: unknown;
  readonly judgeInCase?: Role['judgeInCase'];
}

export interface Asked {
  readonly answer: Answer;
  /** For the evidence: prompt, register, request, reply. */
  readonly kept: readonly string[];
  /** Which prompt and which versions of the register, and what all replies cost; or whose cap was in the way. */
  readonly origin: LedgerDraft['body'];
}

/** Nothing is known to have been charged for these. */
const FREE: ReadonlySet<string> = new Set(['throttled', 'unavailable']);

/**
 * Asks the model within the caps of its case and its day: the most that it can cost is set aside first, and corrected
 * by what it did cost. Over a cap nobody is asked, and a person decides.
 */
export async function askWithin(
  { model, prompt }: Granted,
  { workflow, caseId, subject, judgeInCase }: Question,
  deps: AskWithinDeps,
): Promise<Asked> {
  const role = { ...workflow.assessment, judgeInCase };
  const request = converseInput(candidateOf(model.id).modelId, prompt.text, role, subject);
  const text = canonicalJson(request);
  const { attempts } = deps.limits ?? ASK_LIMITS;
  const budgets = budgetsOf(model, workflow.slug, caseId, deps.clock.now());
  const aside = mostSpent(model, text, role.maxTokens, attempts);
  const register = { modelVersion: model.version, promptVersion: prompt.version };
  const origin = { promptLabel: prompt.label, promptHash: prompt.hash, register };
  const kept = [prompt.text, canonicalJson({ model, prompt: { ...prompt, text: undefined } }), text];
  const lacking = await deps.spending.reserve(budgets, aside);
  if (lacking) {
    const message = `the model is not asked: ${lacking} would pass its cap`;
    const capOf = budgets.find(({ key }) => key === lacking)?.of ?? null;
    return { answer: { attempts: 0, failure: 'over-cap', message }, kept, origin: { ...origin, capOf } };
  }
  const answer = await askModel(deps, role, request, deps.limits);
  const spent = spentOn(answer, aside, (input, output) => costOf(model, input, output));
  await deps.spending.correct(budgets, { tokens: spent.tokens - aside.tokens, micros: spent.micros - aside.micros });
  return {
    answer,
    kept: [...kept, ...(answer.reply ? [canonicalJson(answer.reply.raw)] : [])],
    origin: { ...origin, cost: { ...answer.usage, ...spent, currency: model.price.currency } },
  };
}

/** What was charged, as far as it can be told: without a reply as much as was set aside, unless nobody answered. */
function spentOn(answer: Answer, aside: Spent, costOfTokens: (input: number, output: number) => Spent): Spent {
  const { inputTokens, outputTokens } = answer.usage ?? { inputTokens: 0, outputTokens: 0 };
  if (answer.usage) return costOfTokens(inputTokens, outputTokens);
  const nobodyAnswered = 'failure' in answer && (FREE.has(answer.failure) || answer.attempts === 0);
  return nobodyAnswered ? { tokens: 0, micros: 0 } : aside;
}
