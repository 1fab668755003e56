import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUTHORITY_RULES, subjectOf } from '../../../lib/proofs/theorem.ts';
import { figures } from '../../support/figures.ts';
import { unauthorisedRun } from './oracle.ts';
import { EFFECT, faultsOf, invoiceGraph, manifest, placeholders, type RawDefinition } from './raw.ts';

const names = Object.keys(invoiceGraph().States);
const conditions = ['route', 'verdict', 'settlement', 'escalation'].flatMap((field) =>
  ['auto', 'review', 'approved', 'rejected', 'confirmed', 'again', 'ended'].flatMap((value) =>
    ['=', '!='].map((sign) => `{% $states.input.${field} ${sign} '${value}' %}`),
  ),
);

/** Every place in a graph that says where to go or when, as a function that changes it. */
function wires(graph: RawDefinition): ((target: string, condition: string) => void)[] {
  const states = Object.values(graph.States).flatMap((state) => [
    ...(state['Next'] === undefined ? [] : [(target: string) => void Object.assign(state, { Next: target })]),
    ...(state['Default'] === undefined ? [] : [(target: string) => void Object.assign(state, { Default: target })]),
    ...(state['End'] === undefined
      ? []
      : [
          (target: string) => {
            delete state['End'];
            state['Next'] = target;
          },
        ]),
    ...(state.Catch ?? []).map((catcher) => (target: string) => void Object.assign(catcher, { Next: target })),
    ...(state.Choices ?? []).flatMap((rule) => [
      (target: string) => void Object.assign(rule, { Next: target }),
      (_: string, Condition: string) => void Object.assign(rule, { Condition }),
      (Next: string, Condition: string) => void state.Choices?.unshift({ Next, Condition }),
    ]),
  ]);
  return [(target) => void Object.assign(graph, { StartAt: target }), ...states];
}

const rewiring = fc.array(
  fc.record({
    wire: fc.nat(),
    target: fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom(EFFECT, 'Route', 'Follow Review', 'Countersign', 'Escalate'),
    ),
    condition: fc.constantFrom(...conditions),
  }),
  { minLength: 1, maxLength: 4 },
);

function rewired(changes: readonly { wire: number; target: string; condition: string }[]): RawDefinition {
  const graph = invoiceGraph();
  for (const { wire, target, condition } of changes) {
    const places = wires(graph);
    places[wire % places.length]?.(target, condition);
  }
  return graph;
}

/** Whether the rules of authority alone are content; the look of the graph is not asked. */
function passes(graph: RawDefinition): boolean {
  const subject = subjectOf(graph, manifest, placeholders);
  return !Array.isArray(subject) && AUTHORITY_RULES.every((rule) => rule(subject).length === 0);
}

describe('the oracle', () => {
  it('finds a way through a Default that posts', () => {
    const graph = invoiceGraph();
    Object.assign(graph.States['Route'] ?? {}, { Default: EFFECT });
    expect(unauthorisedRun(graph)?.at(-1)).toBe(EFFECT);
  });

  it('finds none in the real graph', () => expect(unauthorisedRun(invoiceGraph())).toBeUndefined());
});

describe('a graph with rewired edges', () => {
  it('that satisfies the rules of authority runs to no unauthorised effect', (context) => {
    const seen = { refused: 0, passed: 0, unsafe: 0 };
    fc.assert(
      fc.property(rewiring, (changes) => {
        const graph = rewired(changes);
        const way = unauthorisedRun(graph);
        const passed = passes(graph);
        seen[passed ? 'passed' : 'refused'] += 1;
        if (way !== undefined) seen.unsafe += 1;
        expect(passed ? way : undefined).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
    figures(context, { 'rewirings refused': seen.refused, 'rewirings unsafe': seen.unsafe });
    expect(seen.unsafe).toBeGreaterThan(300);
    expect(seen.passed).toBeGreaterThan(200);
  });

  it('is refused by the whole theorem whenever it differs at all', () => {
    fc.assert(
      fc.property(rewiring, (changes) => {
        const graph = rewired(changes);
        fc.pre(JSON.stringify(graph) !== JSON.stringify(invoiceGraph()));
        expect(faultsOf(graph)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
