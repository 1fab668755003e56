import { describe, expect, it } from 'vitest';
import { definition } from '../../../lib/proofs/definition.ts';
import { messageBody } from '../../../lib/proofs/house.ts';
import { straightThroughStates } from '../../../lib/proofs/straight-through.ts';
import type { ProofManifest } from '../../../lib/proofs/violation.ts';
import { argumentsOf, catchOf, EFFECT, faultsOf, invoiceGraph, manifest, type RawDefinition, stateOf } from './raw.ts';

const chained: ProofManifest = {
  ...manifest,
  effects: [
    ...manifest.effects,
    { state: 'Pay', command: 'pay' },
    { state: 'Reverse', command: 'reverse-invoice', compensates: EFFECT },
  ],
};

/** Posts, then pays; a payment that the ERP refuses reverses the posting and is parked. */
function chain(): RawDefinition {
  const graph = invoiceGraph();
  const post = stateOf(graph, EFFECT);
  for (const [name, command] of [
    ['Pay', 'pay'],
    ['Reverse', 'reverse-invoice'],
  ] as const) {
    graph.States[name] = structuredClone(post);
    argumentsOf(graph, name)['MessageBody'] = messageBody(command);
  }
  leadOn(graph, EFFECT, 'Pay');
  leadOn(graph, 'Reverse', 'Park');
  catchOf(graph, 'Pay', 'States.ALL').Next = 'Reverse';
  return graph;
}

function leadOn(graph: RawDefinition, from: string, to: string): void {
  const state = stateOf(graph, from);
  delete state['End'];
  state['Next'] = to;
}

function rulesOf(change: (graph: RawDefinition) => void, of = chained): string[] {
  const graph = chain();
  change(graph);
  return faultsOf(graph, of).map((fault) => fault.rule);
}

describe('a compensation', () => {
  it('may not run before the effect that it undoes', () => {
    expect(
      rulesOf((graph) => void Object.assign(catchOf(graph, 'Gather', 'States.ALL'), { Next: 'Reverse' })),
    ).toContain('needs-decide');
  });

  it('may not lead back to an effect', () => {
    expect(rulesOf((graph) => leadOn(graph, 'Reverse', 'Pay'))).toContain('catch-never-posts');
  });

  it('may not end the case as if it were done', () => {
    expect(rulesOf((graph) => leadOn(graph, 'Reverse', 'Posted'))).toContain('final');
  });

  it('may not take the place of settling a lost answer', () => {
    expect(
      rulesOf((graph) => void Object.assign(catchOf(graph, 'Pay', 'States.Timeout'), { Next: 'Reverse' })),
    ).toContain('failures');
  });

  it('must be declared as one', () => {
    const effects = chained.effects.map(({ state, command }) => ({ state, command }));
    expect(rulesOf(() => undefined, { ...chained, effects })).toContain('catch-never-posts');
  });

  it('must undo an effect that exists', () => {
    const effects = chained.effects.map((effect) =>
      effect.compensates ? { ...effect, compensates: 'Gather' } : effect,
    );
    expect(rulesOf(() => undefined, { ...chained, effects })).toContain('needs-decide');
  });

  it('may undo an effect whose successor failed', () => expect(rulesOf(() => undefined)).toEqual([]));
});

describe('a chain of effects', () => {
  it('may not be entered in its middle', () => {
    const skip = (graph: RawDefinition) => {
      for (const rule of stateOf(graph, 'Follow Review').Choices ?? []) rule.Next = 'Pay';
    };
    expect(rulesOf(skip)).toContain('guarded');
  });

  it('may not end before its last', () => {
    expect(
      rulesOf((graph) => {
        delete stateOf(graph, EFFECT)['Next'];
        stateOf(graph, EFFECT)['End'] = true;
      }),
    ).toContain('short-path');
  });

  it('is entered once each, straight through', () => {
    expect(straightThroughStates(definition.parse(chain()))).toEqual([
      'Gather',
      'Assess',
      'Decide',
      'Route',
      EFFECT,
      'Pay',
    ]);
  });
});
