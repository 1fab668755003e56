import { describe, expect, it } from 'vitest';
import { definition } from '../../../lib/proofs/definition.ts';
import { graphOf } from '../../../lib/proofs/graph.ts';
import { reach } from '../../../lib/proofs/reach.ts';
import { formatViolations } from '../../../lib/proofs/violation.ts';

const leaf = { Type: 'Succeed' };
const nested = {
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: leaf } },
        {
          StartAt: 'Each',
          States: { Each: { Type: 'Map', ItemProcessor: { StartAt: 'One', States: { One: leaf } }, End: true } },
        },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }],
      Next: 'Done',
    },
    Done: leaf,
    Failed: { Type: 'Fail', Error: 'Transient' },
  },
};

describe('a graph', () => {
  const graph = graphOf(definition.parse(nested));

  it('names nested states by where they stand', () => {
    expect([...graph.places.keys()]).toEqual([
      'Both',
      'Both/0/Left',
      'Both/1/Each',
      'Both/1/Each/each/One',
      'Done',
      'Failed',
    ]);
    expect([...graph.places.values()].filter((place) => place.nested)).toHaveLength(3);
  });

  it('has every way between them', () => {
    expect(graph.edges.map(({ from, kind, to }) => `${from} ${kind} ${to}`)).toEqual([
      'Both next Done',
      'Both catch Failed',
      'Both enter Both/0/Left',
      'Both enter Both/1/Each',
      'Both/1/Each enter Both/1/Each/each/One',
    ]);
  });

  it('is walked only over the ways that are open', () => {
    expect([...reach(graph, ['Both'], (edge) => edge.kind === 'next')]).toEqual(['Both', 'Done']);
    expect(reach(graph, [graph.start]).size).toBe(6);
    expect(reach(graph, ['Nowhere']).size).toBe(0);
  });
});

describe('violations', () => {
  it('are told with their remedy', () => {
    const violation = { rule: 'loops', state: 'Decide', message: 'is on a loop', remedy: 'Lead it through Gather' };
    expect(formatViolations([violation, violation])).toBe(
      'loops: Decide: is on a loop. Lead it through Gather.\nloops: Decide: is on a loop. Lead it through Gather.',
    );
  });
});
