import { stateOf } from '../raw.ts';
import { asks, calls, drop, filled, leads, type Mutation, set, top } from './change.ts';

/** Form, language and names. */
export const MISSHAPEN: readonly Mutation[] = [
  ['Next is misspelt', 'targets-exist', set('Assess', 'Next', 'Decides')],
  ['StartAt is misspelt', 'targets-exist', top('StartAt', 'Gathers')],
  ['Default is misspelt', 'targets-exist', set('Route', 'Default', 'Refused')],
  ['Route has no Default', 'default-never-posts', drop('Route', 'Default')],
  ['Route forgets review', 'forks', (graph) => void stateOf(graph, 'Route').Choices?.splice(1, 1)],
  ['Route forgets auto', 'short-path', (graph) => void stateOf(graph, 'Route').Choices?.splice(0, 1)],
  ['Route: review is misspelt', 'guarded', asks('Route', 'review', "$states.input.route = 'reveiw'")],
  ['Next and End', 'targets-exist', set('Gather', 'End', true)],
  [
    'a state that nothing leads to',
    'reachable',
    (graph) => {
      graph.States['Park Again'] = structuredClone(stateOf(graph, 'Park'));
    },
  ],
  ['Countersign is reached by nothing', 'reachable', leads('Route', 'review', 'Park')],
  ['JSONPath at the top', 'language', top('QueryLanguage', 'JSONPath')],
  ['no QueryLanguage', 'language', top('QueryLanguage', undefined)],
  ['one state speaks JSONPath', 'language', set('Gather', 'QueryLanguage', 'JSONPath')],
  ['JSONPath fields', 'shape', set('Gather', 'ResultPath', '$.facts')],
  ['an unknown type', 'shape', set('Gather', 'Type', 'Tsak')],
  ['an unknown placeholder', 'placeholders', calls('Gather', 'FunctionName', filled('GatherFn'))],
  [
    'a function’s ARN in place of its placeholder',
    'placeholders',
    calls('Gather', 'FunctionName', 'arn:aws:lambda:eu-west-1:1:function:gather'),
  ],
  [
    'a misspelt JSONata function',
    'expressions',
    calls('Gather', 'Payload', "{% $mergee([$states.input, {'state': $states.context.State.Name}]) %}"),
  ],
  ['JSONata that does not parse', 'expressions', set('Gather', 'Output', '{% $states.result. %}')],
  ['a misspelt field of $states', 'expressions', set('Gather', 'Output', '{% $states.reslut.Payload %}')],
  [
    '$uuid, which LocalStack lacks',
    'expressions',
    set('Gather', 'Output', "{% $merge([$states.result.Payload, {'id': $uuid()}]) %}"),
  ],
  ['$hash as a value', 'expressions', set('Gather', 'Output', '{% $map($states.result.Payload, $hash) %}')],
  ['an expression of two lines', 'expressions', set('Gather', 'Output', '{% $states.result\n.Payload %}')],
  ['a long expression', 'expressions', set('Gather', 'Output', `{% $states.result.Payload & '${'x'.repeat(100)}' %}`)],
  ['an expression with text around it', 'expressions', set('Gather', 'Output', 'got {% $states.result.Payload %}')],
  [
    'a business rule in JSONata',
    'expressions',
    set('Gather', 'Output', '{% ($limit := 5000; $states.result.Payload) %}'),
  ],
  [
    'one state more on the way',
    'short-path',
    (graph) => {
      graph.States['Check Once More'] = { ...structuredClone(stateOf(graph, 'Gather')), Next: 'Assess' };
      stateOf(graph, 'Gather')['Next'] = 'Check Once More';
    },
  ],
];
