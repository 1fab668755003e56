import type { Model, Prompt, Spent } from '../../statemachines/kernel/authority/register.ts';
import type { Stop } from '../../statemachines/kernel/authority/stop.ts';

/** The register of models and prompts, read consistently before every question. */
export interface Register {
  read(workflow: string, modelId: string): Promise<Registered>;
}

export interface Registered {
  readonly model?: Model;
  readonly prompt?: Prompt;
  /** Switches that stop model, prompt, workflow or everything. */
  readonly stops: readonly Stop[];
}

/** One sum that is bounded: of a case, or of a day. */
export interface Budget {
  readonly key: string;
  readonly of: 'case' | 'day';
  readonly cap: Spent;
}

export interface Spending {
  /** Sets so much aside in every budget; `undefined` when it is done, else the key of the budget that lacks it. */
  reserve(budgets: readonly Budget[], amount: Spent): Promise<string | undefined>;
  /** Corrects what was set aside by a difference, which may be negative. */
  correct(budgets: readonly Budget[], difference: Spent): Promise<void>;
}
