import { describe, expect, it } from 'vitest';
import { definition } from '../../../lib/proofs/definition.ts';
import { straightThroughStates } from '../../../lib/proofs/straight-through.ts';
import type { ProofManifest } from '../../../lib/proofs/violation.ts';
import { SAGA_EFFECTS, sagaGraph } from '../../support/saga-graph.ts';
import { catchOf, faultsOf, manifest, type RawDefinition, ruleOf, stateOf } from './raw.ts';

const saga: ProofManifest = { ...manifest, effects: SAGA_EFFECTS };

function leadOn(graph: RawDefinition, from: string, to: string): void {
  const state = stateOf(graph, from);
  delete state['End'];
  state['Next'] = to;
}

const catches = (from: string, error: string, to: string) => (graph: RawDefinition) =>
  void Object.assign(catchOf(graph, from, error), { Next: to });

function rulesOf(change: (graph: RawDefinition) => void, of = saga): string[] {
  const graph = sagaGraph();
  change(graph);
  return faultsOf(graph, of).map((fault) => fault.rule);
}

/** The manifest with one effect otherwise. */
const declaring = (state: string, more: object): ProofManifest => ({
  ...saga,
  effects: saga.effects.map((effect) => (effect.state === state ? { ...effect, ...more } : effect)),
});

describe('a compensation', () => {
  it('may not run before the effect that it undoes', () => {
    expect(rulesOf(catches('Gather', 'States.ALL', 'Undo A'))).toContain('needs-decide');
  });

  it('may not lead back to an effect', () => {
    expect(rulesOf((graph) => leadOn(graph, 'Undo A', 'Post B'))).toContain('catch-never-posts');
  });

  it('may not end the case as if it were done', () => {
    expect(rulesOf((graph) => leadOn(graph, 'Undo A', 'Posted'))).toContain('final');
  });

  it('may not take the place of settling a lost answer', () => {
    expect(rulesOf(catches('Post C', 'States.Timeout', 'Undo B'))).toContain('failures');
  });

  it('must be declared as one', () => {
    const effects = SAGA_EFFECTS.map(({ state, command }) => ({ state, command }));
    expect(rulesOf(() => undefined, { ...saga, effects })).toContain('catch-never-posts');
  });

  it('must undo an effect that exists', () => {
    expect(rulesOf(() => undefined, declaring('Undo A', { compensates: 'Gather' }))).toContain('needs-decide');
  });

  it.each([
    ['the last first', (graph: RawDefinition) => leadOn(graph, 'Undo A', 'Undo B')],
    ['all of them', (graph: RawDefinition) => leadOn(graph, 'Undo B', 'Park')],
    ['what comes right before what failed', catches('Post C', 'States.ALL', 'Undo A')],
    ['nothing before it follows a failure', catches('Post A', 'States.ALL', 'Undo A')],
  ])('undoes %s', (_, change) => {
    expect(rulesOf(change)).toContain('reversed');
  });

  it.each([
    ['a failure of a later effect goes by an earlier one', catches('Post C', 'States.ALL', 'Park')],
    ['changed facts lead back to Gather though an effect stands', catches('Post B', 'FactsChanged', 'Gather')],
    ['a compensation that failed goes on to the next', catches('Undo B', 'States.ALL', 'Undo A')],
    ['a compensation is settled, to be undone again', catches('Undo B', 'States.Timeout', 'Settle')],
    ['a compensation that failed gathers anew', catches('Undo A', 'FactsChanged', 'Gather')],
  ])('is no way out where %s', (_, change) => {
    expect(rulesOf(change)).toContain('failures');
  });

  it('begins with the last that can be undone, where Settle says so', () => {
    const toFirst = (graph: RawDefinition) =>
      void Object.assign(ruleOf(graph, 'Follow Settlement', 'undo'), { Next: 'Undo A' });
    expect(rulesOf(toFirst)).toContain('forks');
    const never = (graph: RawDefinition) => void stateOf(graph, 'Follow Settlement').Choices?.pop();
    expect(rulesOf(never)).toContain('forks');
  });

  it('is one for each effect, with a command of its own', () => {
    expect(rulesOf(() => undefined, declaring('Undo A', { compensates: 'Post B' }))).toContain('reversed');
    expect(rulesOf(() => undefined, declaring('Undo A', { command: 'undo-b' }))).toContain('reversed');
  });

  it('may undo an effect whose successor failed', () => expect(faultsOf(sagaGraph(), saga)).toEqual([]));
});

describe('an effect that nothing undoes', () => {
  const effects = SAGA_EFFECTS.filter(({ state }) => state !== 'Undo B');
  const kept = { ...saga, effects };
  const without = (graph: RawDefinition, to: string) => {
    delete graph.States['Undo B'];
    catches('Post C', 'States.ALL', to)(graph);
    catches('Post C', 'FactsChanged', to)(graph);
    ruleOf(graph, 'Follow Settlement', 'undo').Next = 'Undo A';
  };

  it('leaves what comes before it to a person, when a later one fails', () => {
    expect(rulesOf((graph) => without(graph, 'Park'), kept)).toEqual([]);
  });

  it('is not passed over', () => {
    expect(rulesOf((graph) => without(graph, 'Undo A'), kept)).toContain('reversed');
  });
});

describe('a chain of effects', () => {
  it('may not be entered in its middle', () => {
    const skip = (graph: RawDefinition) => {
      for (const rule of stateOf(graph, 'Follow Review').Choices ?? []) rule.Next = 'Post B';
    };
    expect(rulesOf(skip)).toContain('guarded');
  });

  it('may not end before its last', () => {
    expect(
      rulesOf((graph) => {
        delete stateOf(graph, 'Post B')['Next'];
        stateOf(graph, 'Post B')['End'] = true;
      }),
    ).toContain('short-path');
  });

  it('keeps the order of the manifest', () => {
    const [a, b, c, ...undoing] = SAGA_EFFECTS;
    expect(rulesOf(() => undefined, { ...saga, effects: [a, c, b, ...undoing] })).toContain('reversed');
  });

  it('is entered once each, straight through', () => {
    const path = straightThroughStates(definition.parse(sagaGraph()));
    expect(path).toEqual(['Gather', 'Assess', 'Decide', 'Route', 'Post A', 'Post B', 'Post C']);
  });
});
