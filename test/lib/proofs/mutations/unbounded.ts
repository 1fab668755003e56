import { catchOf, EFFECT, manifest, stateOf } from '../raw.ts';
import { all, asks, caught, drop, insert, leads, type Mutation, reason, retries, set, top } from './change.ts';

/** Time, failures and ends. */
export const UNBOUNDED: readonly Mutation[] = [
  ['the machine has no TimeoutSeconds', 'time-bounded', top('TimeoutSeconds', undefined)],
  ['the machine ends before a review is over', 'time-bounded', top('TimeoutSeconds', 86_400)],
  ['Gather has no TimeoutSeconds', 'time-bounded', drop('Gather', 'TimeoutSeconds')],
  ['Countersign has no TimeoutSeconds', 'time-bounded', drop('Countersign', 'TimeoutSeconds')],
  ['the effect has no TimeoutSeconds', 'time-bounded', drop(EFFECT, 'TimeoutSeconds')],
  [
    'the effect’s time is the review’s',
    'time-bounded',
    set(EFFECT, 'TimeoutSeconds', '{% $states.input.reviewSeconds %}'),
  ],
  ['the effect outlives its message', 'time-bounded', () => undefined, { ...manifest, effectSeconds: 1_209_600 }],
  [
    'a Wait state',
    'shape',
    all(insert('Sleep', { Type: 'Wait', Seconds: 60, Next: 'Assess' }), set('Gather', 'Next', 'Sleep')),
  ],
  [
    'the effect retries',
    'failures',
    (graph) => {
      stateOf(graph, EFFECT)['Retry'] = stateOf(graph, 'Gather')['Retry'];
    },
  ],
  [
    'Countersign retries when its time is over',
    'failures',
    (graph) => {
      stateOf(graph, 'Countersign')['Retry'] = stateOf(graph, 'Gather')['Retry'];
    },
  ],
  ['Gather does not retry', 'failures', drop('Gather', 'Retry')],
  ['Countersign does not retry', 'failures', drop('Countersign', 'Retry')],
  ['Gather retries for ever', 'failures', retries('MaxAttempts', 99_999)],
  ['Gather retries without jitter', 'failures', retries('JitterStrategy', undefined)],
  ['Gather retries on everything', 'failures', retries('ErrorEquals', ['States.ALL'])],
  ['Gather catches nothing', 'failures', drop('Gather', 'Catch')],
  ['Gather’s failure is refused, not parked', 'failures', caught('Gather', 'States.ALL', 'Refuse')],
  ['the effect catches nothing', 'failures', drop(EFFECT, 'Catch')],
  ['the effect’s timeout is not settled', 'failures', caught(EFFECT, 'States.Timeout', 'Park')],
  [
    'Park hides its failure',
    'failures',
    (graph) => {
      stateOf(graph, 'Park')['Catch'] = [{ ErrorEquals: ['States.ALL'], Output: reason(''), Next: 'Refuse' }];
    },
  ],
  ['States.ALL comes first', 'failures', (graph) => void stateOf(graph, EFFECT).Catch?.reverse()],
  [
    'an ErrorEquals that nobody throws',
    'errors',
    (graph) => {
      catchOf(graph, EFFECT, 'FactsChanged').ErrorEquals = ['FactsHaveChanged'];
    },
  ],
  ['an expired review goes round to Countersign', 'loops', caught('Countersign', 'States.Timeout', 'Countersign')],
  ['changed facts go round to Decide', 'loops', caught(EFFECT, 'FactsChanged', 'Decide')],
  ['Gather ends the case', 'ends', all(drop('Gather', 'Next'), set('Gather', 'End', true))],
  ['Decide ends the case', 'ends', all(drop('Decide', 'Next'), set('Decide', 'End', true))],
  ['a failed Decide counts as posted', 'ends', caught('Decide', 'States.ALL', 'Posted')],
  ['Route: refused without an entry', 'ends', set('Route', 'Default', 'Posted')],
  ['Route: parked without an entry', 'ends', leads('Route', 'park', 'Posted')],
  [
    'Follow Settlement: the Default counts as posted',
    'ends',
    all(set('Follow Settlement', 'Default', 'Posted'), set('Settle', 'Next', 'Posted')),
  ],
  [
    'Follow Settlement: withdrawn counts as posted',
    'forks',
    asks('Follow Settlement', 'confirmed', "$states.input.settlement = 'withdrawn'"),
  ],
  ['Follow Settlement: unknown counts as posted', 'forks', set('Follow Settlement', 'Default', 'Posted')],
  [
    'a Fail state in place of Refuse',
    'ends',
    all(insert('Failed', { Type: 'Fail', Error: 'InvalidInput' }), set('Route', 'Default', 'Failed')),
  ],
  ['starts at Assess, on no facts', 'needs-decide', top('StartAt', 'Assess')],
  ['starts at Decide, on no facts', 'needs-decide', top('StartAt', 'Decide')],
  ['Park goes on to Refuse', 'final', all(drop('Park', 'End'), set('Park', 'Next', 'Refuse'))],
  ['a refused case goes on to Posted', 'final', all(drop('Refuse', 'End'), set('Refuse', 'Next', 'Posted'))],
  ['a posted case is parked', 'final', all(drop(EFFECT, 'End'), set(EFFECT, 'Next', 'Park'))],
];
