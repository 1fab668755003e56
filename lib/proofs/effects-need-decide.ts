import { commitsOf, effectsOf } from './effects-of.ts';
import { followedBy } from './followed-by.ts';
import type { Edge } from './graph.ts';
import { reach } from './reach.ts';
import type { Subject, Violation } from './violation.ts';
import { conditionFor } from './vocabulary.ts';

/**
 * No effect is reachable from the start once `Decide` is taken out, and no compensation once the effect that it
 * undoes is, unless Settle says so; nor is Decide once Assess is, or Assess once Gather is: nothing is decided on facts that nobody read.
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
    ...undoing.flatMap(({ state, compensates }) => without(subject, compensates, [state], asSettled(subject))),
    ...undoing
      .filter(({ compensates }) => !commits.has(compensates))
      .map(({ state, compensates }) =>
        violation(state, `undoes ${compensates}, which is no effect`, 'Name the effect that it undoes'),
      ),
  ];
}

/** Where Settle says that something is to be undone, it has read in the ledger what is. */
const asSettled =
  ({ graph }: Subject) =>
  ({ kind, from, condition }: Edge): boolean =>
    !(kind === 'choice' && followedBy(graph, from) === 'Settle' && condition === conditionFor('settlement', 'undo'));

function without(
  { graph }: Subject,
  removed: string,
  later: Iterable<string>,
  open: (edge: Edge) => boolean = () => true,
): Violation[] {
  const starts = graph.start === removed ? [] : [graph.start];
  const reached = reach(graph, starts, (edge) => edge.to !== removed && open(edge));
  return [...later]
    .filter((name) => reached.has(name))
    .map((name) => violation(name, `can be reached without ${removed}`, `Lead to it through ${removed} only`));
}

function violation(state: string, message: string, remedy: string): Violation {
  return { rule: 'needs-decide', state, message, remedy };
}
