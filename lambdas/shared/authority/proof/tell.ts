import { type Failure, RULES } from './failure.ts';

/** Of each rule so many counter-examples, and how many more there are. */
const SHOWN = 3;

/** Failures for people: under each rule and what it demands, its first counter-examples. */
export function tellFailures(failures: readonly Failure[]): string {
  const byRule = Map.groupBy(failures, ({ rule }) => rule);
  return [...byRule]
    .map(([rule, of]) => {
      const shown = of.slice(0, SHOWN).map(({ workflow, cell, counterexample }) => {
        const where = workflow === '*' ? cell : `${workflow}, ${cell}`;
        return `  ${where}: ${counterexample}`;
      });
      const more = of.length > SHOWN ? [`  and ${of.length - SHOWN} more`] : [];
      return [`${rule}: ${RULES[rule]}`, ...shown, ...more].join('\n');
    })
    .join('\n');
}
