import { commitsOf, effectsOf } from './effects-of.ts';
import { reach } from './reach.ts';
import type { Subject, Violation } from './violation.ts';

/**
 * No effect is reachable from the start once `Decide` is taken out, and no compensation once the effect that it
 * undoes is; nor is Decide once Assess is, or Assess once Gather is: nothing is decided on facts that nobody read.
 */
export function effectsNeedDecide(subject: Subject): Violation[] {
  const commits = commitsOf(subject);
  const undoing = subject.manifest.effects.flatMap(({ state, compensates }) =>
    compensates === undefined ? [] : [{ state, compensates }],
  );
  return [
    ...without(subject, 'Gather', ['Assess']),
    ...without(subject, 'Assess', ['Decide']),
    ...without(subject, 'Decide', effectsOf(subject)),
    ...undoing.flatMap(({ state, compensates }) => without(subject, compensates, [state])),
    ...undoing
      .filter(({ compensates }) => !commits.has(compensates))
      .map(({ state, compensates }) =>
        violation(state, `undoes ${compensates}, which is no effect`, 'Name the effect that it undoes'),
      ),
  ];
}

function without({ graph }: Subject, removed: string, later: Iterable<string>): Violation[] {
  const reached = reach(graph, graph.start === removed ? [] : [graph.start], ({ to }) => to !== removed);
  return [...later]
    .filter((name) => reached.has(name))
    .map((name) => violation(name, `can be reached without ${removed}`, `Lead to it through ${removed} only`));
}

function violation(state: string, message: string, remedy: string): Violation {
  return { rule: 'needs-decide', state, message, remedy };
}
