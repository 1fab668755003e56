import { followedBy } from './followed-by.ts';
import type { Edge } from './graph.ts';
import { commitsInOrder, undoesBefore, undoneBy } from './undone-by.ts';
import type { Subject, Violation } from './violation.ts';

/**
 * Effects follow one another in the manifest's order, and are undone in the reverse of it: a compensation is entered when
 * the next effect failed or was undone, or as Settle says, and goes on to what undoes the effect before, or to Park where
 * nothing does. Each effect has a command of its own, and one compensation at most.
 */
export function compensationsAreReversed(subject: Subject): Violation[] {
  const { manifest } = subject;
  return [...disordered(subject), ...declaredTwice(subject), ...manifest.effects.flatMap(misled(subject))];
}

/** Success of an effect leads to the next of the manifest. */
function disordered({ graph, manifest }: Subject): Violation[] {
  const commits = commitsInOrder(manifest);
  return commits.flatMap((commit, index) => {
    const next = commits[index + 1];
    const leads = graph.edges.filter(({ from, kind }) => from === commit && kind === 'next').map(({ to }) => to);
    if (next === undefined ? !leads.some((to) => commits.includes(to)) : leads.includes(next)) return [];
    return [violation(commit, `is not followed by ${next ?? 'the end'}`, 'Chain the effects in the manifest’s order')];
  });
}

function declaredTwice({ manifest: { effects } }: Subject): Violation[] {
  const again = (of: (effect: (typeof effects)[number]) => string | undefined) =>
    effects.filter((effect, index) => {
      const value = of(effect);
      return value !== undefined && effects.findIndex((other) => of(other) === value) < index;
    });
  return [
    ...again(({ command }) => command).map(({ state, command }) =>
      violation(state, `sends ${command}, as another effect does`, 'Give every effect a command of its own'),
    ),
    ...again(({ compensates }) => compensates).map(({ state, compensates }) =>
      violation(state, `undoes ${compensates}, as another one does`, 'Let one state undo an effect'),
    ),
  ];
}

const misled =
  (subject: Subject) =>
  ({ state, compensates }: Subject['manifest']['effects'][number]): Violation[] => {
    if (compensates === undefined) return [];
    const { graph, manifest } = subject;
    const before = undoesBefore(manifest, compensates);
    const onward = graph.edges.filter(({ from, kind, to }) => from === state && kind === 'next' && to !== before);
    const entered = graph.edges.filter((edge) => edge.to === state && !mayEnter(subject, compensates, edge));
    return [
      ...onward.map(({ to }) => violation(state, `goes on to ${to}`, `Lead it to ${before}`)),
      ...entered.map(({ from, kind }) =>
        violation(state, `is entered by the ${kind} edge of ${from}`, `Undo ${compensates} only after what follows it`),
      ),
    ];
  };

function mayEnter({ graph, manifest }: Subject, compensates: string, { kind, from }: Edge): boolean {
  const commits = commitsInOrder(manifest);
  const next = commits[commits.indexOf(compensates) + 1];
  if (next === undefined) return false;
  if (kind === 'catch') return from === next;
  if (kind === 'next') return from === undoneBy(manifest, next);
  return kind === 'choice' && followedBy(graph, from) === 'Settle';
}

function violation(state: string, message: string, remedy: string): Violation {
  return { rule: 'reversed', state, message, remedy };
}
