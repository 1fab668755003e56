import type { ReviewEnd } from '../../statemachines/kernel/define-workflow.ts';
import { caseRef } from '../../statemachines/kernel/task-input.ts';

/** The states that mean the same in every workflow, and the placeholder of the one function that each calls. */
export const STAGES = {
  Gather: 'GatherFunction',
  Assess: 'AssessFunction',
  Decide: 'DecideFunction',
  Countersign: 'ReviewFunction',
  Escalate: 'EscalateFunction',
  Settle: 'SettleFunction',
  Park: 'ParkFunction',
  Refuse: 'RefuseFunction',
} as const;

/** The placeholder of the queue that every effect goes through. */
export const COMMAND_QUEUE = 'CommandQueueUrl';

/** The one state that waits for a person. */
export const WAITING_STAGE = 'Countersign';

/** Where a review goes on that nobody decided in time; nothing else leads there. */
export const ESCALATION_STAGE = 'Escalate';

/** States whose function counts how often it was passed, and refuses beyond a bound: every loop has one. */
export const COUNTING_STAGES: ReadonlySet<string> = new Set(['Gather', ESCALATION_STAGE]);

/** Where a new authorisation comes from: only their success edges count. */
export const AUTHORITIES: ReadonlySet<string> = new Set(['Decide', 'Countersign']);

/** States that close a case with an entry of their own. */
export const CLOSING_STAGES: ReadonlySet<string> = new Set(['Park', 'Refuse']);

/** Stands for a workflow's first effect in {@link FORKS}. */
export const FIRST_EFFECT = Symbol('first effect');
/** Stands for the end of a case whose command was confirmed. */
export const SUCCEED = Symbol('a Succeed state');
/** Stands for the state that undoes the last effect that can be undone, where the manifest has one. */
export const LAST_UNDOING = Symbol('the last compensation');
/** Stands for the state in which the manifest lets a review end that nobody decided. */
export const REVIEW_END = Symbol('the end of a review');

/** That state, by the manifest's word; a review that ends otherwise would be consent by silence (T5). */
export const REVIEW_ENDS: Readonly<Record<ReviewEnd, string>> = { refuse: 'Refuse', park: 'Park' };

export interface Fork {
  /** The field of the case that is followed. */
  readonly field: string;
  /** What it may hold, from the kernel's schema. */
  readonly values: readonly string[];
  /** Where each value leads; what is not listed goes with the default. */
  readonly ways: Readonly<Record<string, string | typeof FIRST_EFFECT | typeof SUCCEED | typeof LAST_UNDOING>>;
  readonly otherwise: string | typeof REVIEW_END;
}

/** The Choice that must follow each state whose answer routes the case. */
export const FORKS: Readonly<Record<string, Fork>> = {
  Decide: {
    field: 'route',
    values: caseRef.shape.route.unwrap().options,
    ways: { auto: FIRST_EFFECT, review: 'Countersign', park: 'Park' },
    otherwise: 'Refuse',
  },
  Countersign: {
    field: 'verdict',
    values: caseRef.shape.verdict.unwrap().options,
    ways: { approved: FIRST_EFFECT },
    otherwise: 'Refuse',
  },
  Escalate: {
    field: 'escalation',
    values: caseRef.shape.escalation.unwrap().options,
    ways: { again: WAITING_STAGE },
    otherwise: REVIEW_END,
  },
  Settle: {
    field: 'settlement',
    values: caseRef.shape.settlement.unwrap().options,
    ways: { confirmed: SUCCEED, undo: LAST_UNDOING },
    otherwise: 'Park',
  },
};

/** The condition of a Choice rule, to the letter: nothing negated, nothing computed. */
export function conditionFor(field: string, value: string): string {
  return `{% $states.input.${field} = '${value}' %}`;
}
