import { catchOf, EFFECT, type RawState, stateOf } from '../raw.ts';
import { all, asks, caught, drop, effect, leads, type Mutation, nest, set, swap, top } from './change.ts';

/** Ways to an effect that nobody authorised. */
export const UNAUTHORISED: readonly Mutation[] = [
  ['starts at the effect', 'guarded', top('StartAt', EFFECT)],
  ['starts at Route', 'needs-decide', top('StartAt', 'Route')],
  ['starts at Countersign', 'guarded', top('StartAt', 'Countersign')],
  ['Gather leads to the effect', 'needs-decide', set('Gather', 'Next', EFFECT)],
  ['Assess leads to Route, past Decide', 'needs-decide', set('Assess', 'Next', 'Route')],
  ['Decide leads to the effect, past Route', 'guarded', set('Decide', 'Next', EFFECT)],
  ['Decide leads to Follow Review', 'guarded', set('Decide', 'Next', 'Follow Review')],
  ['Countersign leads to the effect', 'guarded', set('Countersign', 'Next', EFFECT)],
  ['Countersign leads to Route', 'guarded', set('Countersign', 'Next', 'Route')],
  ['Route: auto and review swapped', 'guarded', swap('Route', 'auto', 'review')],
  ['Route: auto and park swapped', 'guarded', swap('Route', 'auto', 'park')],
  ['Route: review and park swapped', 'guarded', swap('Route', 'review', 'park')],
  ['Route: review leads to the effect', 'guarded', leads('Route', 'review', EFFECT)],
  ['Route: park leads to the effect', 'guarded', leads('Route', 'park', EFFECT)],
  ['Route: the Default posts', 'default-never-posts', set('Route', 'Default', EFFECT)],
  ['Route: auto negated', 'guarded', asks('Route', 'auto', "$states.input.route != 'auto'")],
  ['Route: not refused is enough', 'guarded', asks('Route', 'auto', "$states.input.route != 'refuse'")],
  ['Route: anything true is enough', 'guarded', asks('Route', 'auto', '$exists($states.input.route)')],
  ['Route: always', 'guarded', asks('Route', 'auto', 'true')],
  ['Route: auto or review', 'guarded', asks('Route', 'auto', "$states.input.route in ['auto', 'review']")],
  ['Route: looks at the verdict', 'guarded', asks('Route', 'auto', "$states.input.verdict = 'approved'")],
  [
    'Follow Review: not rejected is enough (T5)',
    'guarded',
    asks('Follow Review', 'approved', "$states.input.verdict != 'rejected'"),
  ],
  [
    'Follow Review: truthy is enough (T1)',
    'guarded',
    asks('Follow Review', 'approved', '$boolean($states.input.verdict)'),
  ],
  ['Follow Review: rejected posts', 'guarded', asks('Follow Review', 'approved', "$states.input.verdict = 'rejected'")],
  ['Follow Review: looks at the route', 'guarded', asks('Follow Review', 'approved', "$states.input.route = 'review'")],
  ['Follow Review: the Default posts', 'default-never-posts', set('Follow Review', 'Default', EFFECT)],
  ['an expired review posts (T5)', 'catch-never-posts', caught('Countersign', 'States.Timeout', EFFECT)],
  ['an expired review is followed like an answer', 'guarded', caught('Countersign', 'States.Timeout', 'Follow Review')],
  ['a failed review posts', 'catch-never-posts', caught('Countersign', 'States.ALL', EFFECT)],
  ['a failed Decide is routed', 'guarded', caught('Decide', 'States.ALL', 'Route')],
  ['a failed Decide posts', 'catch-never-posts', caught('Decide', 'States.ALL', EFFECT)],
  ['a failed Assess is routed', 'guarded', caught('Assess', 'States.ALL', 'Route')],
  ['a failed Gather posts', 'catch-never-posts', caught('Gather', 'States.ALL', EFFECT)],
  ['a failed effect posts again', 'catch-never-posts', caught(EFFECT, 'States.ALL', EFFECT)],
  ['changed facts post again', 'catch-never-posts', caught(EFFECT, 'FactsChanged', EFFECT)],
  ['changed facts go to Route', 'guarded', caught(EFFECT, 'FactsChanged', 'Route')],
  ['Settle leads to the effect', 'guarded', set('Settle', 'Next', EFFECT)],
  ['Follow Settlement: the Default posts', 'default-never-posts', set('Follow Settlement', 'Default', EFFECT)],
  ['Follow Settlement: confirmed posts again', 'guarded', leads('Follow Settlement', 'confirmed', EFFECT)],
  ['Park goes on to the effect', 'guarded', all(drop('Park', 'End'), set('Park', 'Next', EFFECT))],
  ['Refuse goes on to the effect', 'guarded', all(drop('Refuse', 'End'), set('Refuse', 'Next', EFFECT))],
  ['a Parallel holds the effect', 'manifest', nest((inner) => ({ Type: 'Parallel', Branches: [inner] }))],
  ['a Map holds the effect', 'manifest', nest((inner) => ({ Type: 'Map', ItemProcessor: inner }))],
  [
    'Decide lies in a Parallel that can be passed by',
    'needs-decide',
    (graph) => {
      const { Catch, Next, ...decide } = stateOf(graph, 'Decide');
      const States = { Decide: { ...decide, End: true } };
      graph.States['Decide'] = {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Decide', States }],
        Next,
        ...(Catch && { Catch }),
      };
      graph.States['Judge'] = stateOf(graph, 'Decide');
      delete graph.States['Decide'];
      stateOf(graph, 'Assess')['Next'] = 'Judge';
      catchOf(graph, 'Assess', 'States.ALL').Next = 'Judge';
    },
  ],
  [
    'a second, undeclared effect before Decide',
    'manifest',
    (graph) => {
      graph.States['Post Early'] = { ...effect(graph), End: undefined, Next: 'Assess' };
      graph.States['Post Early'] = JSON.parse(JSON.stringify(graph.States['Post Early'])) as RawState;
      stateOf(graph, 'Gather')['Next'] = 'Post Early';
    },
  ],
];
