import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Definition } from './definition.ts';
import type { Graph } from './graph.ts';

/** One place where a graph breaks a rule. */
export interface Violation {
  readonly rule: string;
  /** Qualified name; `(machine)` for the definition as a whole. */
  readonly state: string;
  readonly message: string;
  readonly remedy: string;
}

/** What the theorem needs of a manifest. */
export interface ProofManifest extends Pick<Workflow, 'effects' | 'reviewSeconds' | 'effectSeconds'> {
  readonly review: Pick<Workflow['review'], 'end'>;
}

/** What is to be proved about: a graph, what its manifest says, and the placeholder names that the construct fills in. */
export interface Subject {
  readonly definition: Definition;
  readonly graph: Graph;
  readonly manifest: ProofManifest;
  readonly placeholders: ReadonlySet<string>;
}

/** One theorem: every way in which the subject breaks it; none if it holds. */
export type Rule = (subject: Subject) => Violation[];

export const MACHINE = '(machine)';

/** For people: one line per violation, each with what to do. */
export function formatViolations(violations: readonly Violation[]): string {
  return violations.map(({ rule, state, message, remedy }) => `${rule}: ${state}: ${message}. ${remedy}.`).join('\n');
}
