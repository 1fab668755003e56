import { catchOf, EFFECT, manifest, ruleOf, stateOf } from '../raw.ts';
import { all, calls, filled, insert, type Mutation, reason, set } from './change.ts';

/** Answers that are made up or lost between two states. */
export const FORGED: readonly Mutation[] = [
  [
    'Decide’s answer is overwritten by auto',
    'tasks',
    set('Decide', 'Output', "{% $merge([$states.result.Payload, {'route': 'auto'}]) %}"),
  ],
  ['Assess’s answer keeps the old input', 'tasks', set('Assess', 'Output', '{% $states.input %}')],
  [
    'an earlier verdict survives Countersign',
    'tasks',
    set('Countersign', 'Output', '{% $merge([$states.result, $states.input]) %}'),
  ],
  [
    'a Catch makes up a verdict',
    'failures',
    (graph) => {
      catchOf(graph, 'Countersign', 'States.Timeout').Output = reason(", 'verdict': 'approved'");
    },
  ],
  [
    'a rule of Route makes up a verdict',
    'shape',
    (graph) => {
      ruleOf(graph, 'Route', 'review')['Output'] = { verdict: 'approved' };
    },
  ],
  ['Route assigns a variable', 'shape', set('Route', 'Assign', { verdict: 'approved' })],
  [
    'a Pass state makes up a route',
    'shape',
    all(insert('Say Auto', { Type: 'Pass', Next: 'Route' }), set('Decide', 'Next', 'Say Auto')),
  ],
  ['Decide calls Assess’s function', 'tasks', calls('Decide', 'FunctionName', filled('AssessFunction'))],
  [
    'Decide and Assess have changed functions',
    'tasks',
    all(
      calls('Decide', 'FunctionName', filled('AssessFunction')),
      calls('Assess', 'FunctionName', filled('DecideFunction')),
    ),
  ],
  ['Countersign does not wait', 'tasks', set('Countersign', 'Resource', 'arn:aws:states:::lambda:invoke')],
  ['Countersign asks Park', 'tasks', calls('Countersign', 'FunctionName', filled('ParkFunction'))],
  [
    'a handler is told another state',
    'tasks',
    calls('Gather', 'Payload', "{% $merge([$states.input, {'state': 'Decide'}]) %}"),
  ],
  [
    'another state calls Decide’s function',
    'tasks',
    (graph) => {
      graph.States['Decide Again'] = { ...structuredClone(stateOf(graph, 'Decide')), Next: 'Park' };
      ruleOf(graph, 'Route', 'park').Next = 'Decide Again';
    },
  ],
  [
    'the effect sends another command',
    'tasks',
    calls(
      EFFECT,
      'MessageBody',
      "{% $string($merge([$states.input, {'command': 'post-credit', 'taskToken': $states.context.Task.Token}])) %}",
    ),
  ],
  [
    'the manifest names another command',
    'tasks',
    () => undefined,
    { ...manifest, effects: [{ state: EFFECT, command: 'post-credit' }] },
  ],
  ['the manifest does not know the effect', 'manifest', () => undefined, { ...manifest, effects: [] }],
  [
    'the manifest knows one effect too many',
    'manifest',
    () => undefined,
    { ...manifest, effects: [...manifest.effects, { state: 'Pay', command: 'pay' }] },
  ],
  [
    'the effect calls itself a compensation',
    'needs-decide',
    set('Gather', 'Next', EFFECT),
    { ...manifest, effects: [{ state: EFFECT, command: 'post-invoice', compensates: EFFECT }] },
  ],
  ['the effect goes into one group for all companies', 'tasks', calls(EFFECT, 'MessageGroupId', 'all')],
  ['the effect does not wait', 'tasks', set(EFFECT, 'Resource', 'arn:aws:states:::sqs:sendMessage')],
  ['a state calls DynamoDB by itself', 'tasks', set('Gather', 'Resource', 'arn:aws:states:::dynamodb:putItem')],
  ['a state assumes another role', 'shape', set('Gather', 'Credentials', { RoleArn: 'arn:aws:iam::1:role/admin' })],
];
