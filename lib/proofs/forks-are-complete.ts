import { firstCommit } from './effects-of.ts';
import { followedBy } from './followed-by.ts';
import type { Edge, Place } from './graph.ts';
import { lastUndoing } from './undone-by.ts';
import type { Subject, Violation } from './violation.ts';
import {
  conditionFor,
  FIRST_EFFECT,
  FORKS,
  type Fork,
  LAST_UNDOING,
  REVIEW_END,
  REVIEW_ENDS,
  SUCCEED,
} from './vocabulary.ts';

/**
 * Decide, Countersign, Escalate and Settle are each followed by a Choice that spells out every way of their answer, to the
 * letter, and no Choice stands elsewhere: a swapped, negated, missing or misspelt condition is seen.
 */
export function forksAreComplete(subject: Subject): Violation[] {
  const { graph } = subject;
  const choices = [...graph.places.values()].filter(({ state }) => state.Type === 'Choice');
  const unasked = Object.keys(FORKS)
    .filter((source) => graph.places.has(source) && !choices.some(({ name }) => followedBy(graph, name) === source))
    .map((source) => violation(source, 'is not followed by a Choice of its own', 'Let a Choice follow its answer'));
  return [...choices.flatMap((place) => faultsOf(subject, place)), ...unasked];
}

function faultsOf(subject: Subject, { name }: Place): Violation[] {
  const { graph } = subject;
  const fork = FORKS[followedBy(graph, name) ?? ''];
  const remedy = `Enter it only from the success of ${Object.keys(FORKS).join(', ')}`;
  if (fork === undefined) return [violation(name, 'does not follow the answer of one deciding state', remedy)];
  const edges = graph.edges.filter(({ from }) => from === name);
  const unknown = edges
    .filter((edge) => !isKnown(subject, fork, edge))
    .map((edge) =>
      violation(name, `leads to ${edge.to} by a way that is not foreseen`, 'Take it out, or correct its condition'),
    );
  return [...unknown, ...missingWays(subject, name, fork, edges)];
}

function isKnown({ manifest }: Subject, fork: Fork, edge: Edge): boolean {
  if (edge.kind === 'default')
    return edge.to === (fork.otherwise === REVIEW_END ? REVIEW_ENDS[manifest.review.end] : fork.otherwise);
  return Object.keys(waysOf(fork, manifest)).some((value) => edge.condition === conditionFor(fork.field, value));
}

/** Nothing is to be undone where the manifest has nothing that undoes. */
function waysOf({ ways }: Fork, manifest: Subject['manifest']): Fork['ways'] {
  const undone = lastUndoing(manifest) !== undefined;
  return Object.fromEntries(Object.entries(ways).filter(([, way]) => undone || way !== LAST_UNDOING));
}

function missingWays(subject: Subject, name: string, fork: Fork, edges: readonly Edge[]): Violation[] {
  return Object.entries(waysOf(fork, subject.manifest)).flatMap(([value, way]) => {
    const condition = conditionFor(fork.field, value);
    const rules = edges.filter((edge) => edge.kind === 'choice' && edge.condition === condition);
    const [rule] = rules;
    const target =
      way === FIRST_EFFECT ? firstCommit(subject) : way === LAST_UNDOING ? lastUndoing(subject.manifest) : way;
    const right =
      way === SUCCEED
        ? subject.graph.places.get(rule?.to ?? '')?.state.Type === 'Succeed'
        : rule !== undefined && rule.to === target;
    const wanted = typeof target === 'string' ? target : 'a Succeed state';
    return right && rules.length === 1
      ? []
      : [violation(name, `${value} does not lead to ${wanted}`, `Write one rule: ${condition} → ${wanted}`)];
  });
}

function violation(state: string, message: string, remedy: string): Violation {
  return { rule: 'forks', state, message, remedy };
}
