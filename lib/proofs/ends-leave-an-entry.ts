import { commitsOf } from './effects-of.ts';
import { followedBy } from './followed-by.ts';
import type { Edge } from './graph.ts';
import { MACHINE, type Subject, type Violation } from './violation.ts';
import { CLOSING_STAGES } from './vocabulary.ts';

/**
 * Every end comes right after the success of a state that closes the case in the ledger: Park, Refuse, an effect,
 * or a settlement that found it confirmed.
 */
export function endsLeaveAnEntry(subject: Subject): Violation[] {
  const { graph } = subject;
  const closing = new Set([...CLOSING_STAGES, ...commitsOf(subject)]);
  const closes = ({ kind, from }: Edge) =>
    (kind === 'next' && closing.has(from)) || (kind === 'choice' && followedBy(graph, from) === 'Settle');
  const found: Violation[] = [];
  for (const { name, nested, state } of graph.places.values()) {
    if (nested) continue;
    if ('End' in state && state.End && !closing.has(name))
      found.push(violation(name, 'ends the case, but does not close it'));
    if (state.Type !== 'Succeed' && state.Type !== 'Fail') continue;
    const open = graph.edges.filter((edge) => edge.to === name && !closes(edge));
    for (const edge of open) found.push(violation(name, `is reached from ${edge.from} before the case is closed`));
    if (graph.start === name) found.push(violation(MACHINE, `starts at its end ${name}`));
  }
  return found;
}

function violation(state: string, message: string): Violation {
  return { rule: 'ends', state, message, remedy: 'End through Park, Refuse or an effect' };
}
