import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { JSONATA_FUNCTIONS } from '../../../lib/proofs/jsonata-functions.ts';
import { faultsOf, invoiceGraph, stateOf } from './raw.ts';

/** Functions that Step Functions adds to JSONata's own. */
const ADDED = ['parse', 'partition', 'range'];

function faultsIn(expression: string): string[] {
  const graph = invoiceGraph();
  stateOf(graph, 'Gather')['Output'] = expression;
  return faultsOf(graph)
    .filter((fault) => fault.rule === 'expressions')
    .map((fault) => fault.message);
}

describe('an expression', () => {
  it.each([
    ['{% $megre([$states.input]) %}', '$megre does not exist'],
    ['{% $uuid() %}', '$uuid does not exist, or not everywhere'],
    ['{% $eval($states.input.rule) %}', '$eval does not exist'],
    ['{% $now() %}', '$now does not exist, or not everywhere'],
    ['{% $map($states.input.lines, $hash) %}', '$hash does not exist'],
    ['{% $states.outputs %}', '$states has no field outputs'],
    ['{% $map($states.input.lines, function($line) { $line.net }) %}', 'defines something (lambda)'],
    ['{% ($limit := 500; $limit) %}', 'defines something (bind)'],
    ['{% $states.input ~> |lines|{"net": 0}| %}', 'defines something (transform)'],
    ['{% $merge([$states.input %}', 'no JSONata'],
    ['case {% $states.input.caseId %}', 'fills its whole string'],
    ['{% $states.input.caseId', 'fills its whole string'],
    ['{% $states\n.input %}', 'more than one line'],
    [`{% '${'x'.repeat(120)}' %}`, 'longer than 120 characters'],
  ])('%s is refused', (expression, fault) => {
    expect(faultsIn(expression).join()).toContain(fault);
  });

  it.each([
    '{% $states.result.Payload %}',
    "{% $merge([$states.input, {'n': $count($states.input.lines)}]) %}",
    'plain text',
  ])('%s is sound', (expression) => expect(faultsIn(expression)).toEqual([]));
});

describe('the functions that an expression may call', () => {
  it.each([...JSONATA_FUNCTIONS].filter((name) => !ADDED.includes(name)))('$%s exists in JSONata', async (name) => {
    expect(await jsonata(`$type($${name})`).evaluate({})).toBe('function');
  });

  it('leave out what LocalStack can’t evaluate', () => {
    expect(['hash', 'uuid', 'random', 'eval'].filter((name) => JSONATA_FUNCTIONS.has(name))).toEqual([]);
  });
});
