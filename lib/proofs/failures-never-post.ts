import { commitsOf } from './effects-of.ts';
import type { EdgeKind } from './graph.ts';
import { reach } from './reach.ts';
import type { Subject, Violation } from './violation.ts';
import { AUTHORITIES } from './vocabulary.ts';

/** No effect but a compensation is reachable from a Catch without the success edge of Decide or Countersign again. */
export function catchesNeverPost(subject: Subject): Violation[] {
  return neverPost(subject, 'catch', 'Lead the Catch to Park, Refuse, Gather or Decide');
}

/** The same for every Default of a Choice: what is not understood is refused. */
export function defaultsNeverPost(subject: Subject): Violation[] {
  const missing = [...subject.graph.places.values()]
    .filter(({ state }) => state.Type === 'Choice' && state.Default === undefined)
    .map(({ name }) => ({
      rule: 'default-never-posts',
      state: name,
      message: 'has no Default, so an unknown value fails the execution without an entry',
      remedy: 'Set Default to Refuse or Park',
    }));
  return [...missing, ...neverPost(subject, 'default', 'Let the Default lead to Refuse or Park')];
}

function neverPost(subject: Subject, kind: EdgeKind, remedy: string): Violation[] {
  const { graph } = subject;
  const commits = commitsOf(subject);
  const failures = graph.edges.filter((edge) => edge.kind === kind);
  return failures.flatMap(({ from, to }) => {
    const reached = reach(graph, [to], (edge) => !(edge.kind === 'next' && AUTHORITIES.has(edge.from)));
    return [...commits]
      .filter((name) => reached.has(name))
      .map((name) => ({
        rule: `${kind}-never-posts`,
        state: from,
        message: `its ${kind} to ${to} reaches ${name} without a new decision`,
        remedy,
      }));
  });
}
