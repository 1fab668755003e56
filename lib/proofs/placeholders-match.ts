import { textsOf } from './texts-of.ts';
import { MACHINE, type Subject, type Violation } from './violation.ts';

/** Placeholders and handlers match both ways: each `${Name}` is one that the construct fills in, and each of those is used. */
export function placeholdersMatch(subject: Subject): Violation[] {
  const used = textsOf(subject).flatMap(({ state, text }) =>
    [...text.matchAll(/\$\{([^}]*)\}?/g)].map(([, name = '']) => ({ state, name })),
  );
  const unknown = used
    .filter(({ name }) => !subject.placeholders.has(name))
    .map(({ state, name }) => ({
      rule: 'placeholders',
      state,
      message: `nothing fills in \${${name}}`,
      remedy: `Use one of ${[...subject.placeholders].join(', ')}`,
    }));
  const idle = [...subject.placeholders]
    .filter((name) => !used.some((use) => use.name === name))
    .map((name) => ({
      rule: 'placeholders',
      state: MACHINE,
      message: `\${${name}} is used nowhere`,
      remedy: 'Call it from the state that it is for',
    }));
  return [...unknown, ...idle];
}
