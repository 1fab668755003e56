import type { Model } from '../../statemachines/kernel/authority/register.ts';
import type { LedgerDraft } from '../../statemachines/kernel/ledger-entry.ts';
import { ASK_LIMITS, type AskDeps } from './ask-model.ts';
import { type Asked, type AskWithinDeps, askWithin, type Question } from './ask-within.ts';
import { mayAsk } from './may-ask.ts';
import type { Converse } from './model.ts';
import type { Register } from './register.ts';

export interface AskInTurnDeps extends Omit<AskWithinDeps, keyof AskDeps>, Omit<AskDeps, 'converse'> {
  readonly register: Register;
  readonly modelId: string;
  /** Entries of the register that are asked, in this order, while the breaker of those before is open. */
  readonly fallbacks?: readonly string[];
  /** How a model of the register is asked, behind its breaker. */
  converseOf(model: Model): Converse;
}

interface AskedInTurn extends Asked {
  /** Of the model that was asked, or that would have been. */
  readonly id: string;
}

/**
 * Asks the model; while its breaker is open, the fallbacks in their order, each by its own entry of the register and
 * within its own caps. Whatever else keeps the model from answering, a stop above all, is no reason to ask another one.
 */
export async function askInTurn(of: Question, deps: AskInTurnDeps): Promise<AskedInTurn> {
  const began = deps.clock.now().getTime();
  const limits = deps.limits ?? ASK_LIMITS;
  const over: LedgerDraft['body'][] = [];
  let first: AskedInTurn | undefined;
  for (const id of [deps.modelId, ...(deps.fallbacks ?? [])]) {
    const leave = await mayAsk(of.workflow, id, deps.register);
    const totalMs = limits.totalMs - (deps.clock.now().getTime() - began);
    const { answer, kept, origin }: Asked =
      leave.kind === 'granted'
        ? await askWithin(leave, of, {
            ...deps,
            converse: deps.converseOf(leave.model),
            limits: { ...limits, totalMs },
          })
        : { answer: { attempts: 0, failure: leave.failure, message: leave.message }, kept: [], origin: {} };
    const asked = { id, answer, kept, origin: { ...origin, ...(over.length > 0 && { passedOver: [...over] }) } };
    const failure = 'failure' in answer ? answer.failure : undefined;
    const fallbackMayNot = first !== undefined && answer.attempts === 0;
    if (failure === undefined || !(failure === 'breaker-open' || fallbackMayNot)) return asked;
    first ??= asked;
    over.push({ id, failure, ...(origin['cost'] !== undefined && { cost: origin['cost'] }) });
  }
  if (!first) throw new Error('no model is named');
  return over.length > 1 ? { ...first, origin: { ...first.origin, passedOver: over.slice(1) } } : first;
}
