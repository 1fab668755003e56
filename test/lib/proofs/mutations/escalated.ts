import type { ProofManifest } from '../../../../lib/proofs/violation.ts';
import { catchOf, EFFECT, manifest, stateOf } from '../raw.ts';
import { all, asks, calls, caught, drop, filled, leads, type Mutation, reason, set } from './change.ts';

/** A manifest as JavaScript could write it, past the types. */
const endingIn = (end: string): ProofManifest => Object.assign(structuredClone(manifest), { review: { end } });

/** A review whose time is over: never consent (T5), and never for ever. */
export const ESCALATED: readonly Mutation[] = [
  ['T5: a timeout is configured to approve', 'forks', () => undefined, endingIn('approve')],
  [
    'T5: the same, and the graph posts',
    'default-never-posts',
    set('Follow Escalation', 'Default', EFFECT),
    endingIn('approve'),
  ],
  ['T5: Follow Escalation: the Default posts', 'default-never-posts', set('Follow Escalation', 'Default', EFFECT)],
  ['T5: Follow Escalation: again posts', 'guarded', leads('Follow Escalation', 'again', EFFECT)],
  ['T5: Escalate leads to the effect', 'guarded', set('Escalate', 'Next', EFFECT)],
  ['T5: Escalate is followed like a review', 'guarded', set('Escalate', 'Next', 'Follow Review')],
  ['T5: Escalate is followed like a decision', 'guarded', set('Escalate', 'Next', 'Route')],
  ['T5: a failed Escalate posts', 'catch-never-posts', caught('Escalate', 'States.ALL', EFFECT)],
  ['T5: a failed Escalate is followed like an answer', 'guarded', caught('Escalate', 'States.ALL', 'Follow Review')],
  [
    'Follow Escalation: ended goes on',
    'guarded',
    asks('Follow Escalation', 'again', "$states.input.escalation = 'ended'"),
  ],
  [
    'Follow Escalation: not ended goes on',
    'guarded',
    asks('Follow Escalation', 'again', "$states.input.escalation != 'ended'"),
  ],
  [
    'Follow Escalation: looks at the verdict',
    'guarded',
    asks('Follow Escalation', 'again', "$states.input.verdict = 'approved'"),
  ],
  [
    'Follow Escalation: the two ways are swapped',
    'forks',
    all(leads('Follow Escalation', 'again', 'Refuse'), set('Follow Escalation', 'Default', 'Countersign')),
  ],
  ['Follow Escalation: again ends the case', 'forks', leads('Follow Escalation', 'again', 'Refuse')],
  ['Follow Escalation has no Default', 'default-never-posts', drop('Follow Escalation', 'Default')],
  ['the review ends otherwise than its manifest says', 'forks', set('Follow Escalation', 'Default', 'Park')],
  ['the manifest ends it otherwise than its graph', 'forks', () => undefined, endingIn('park')],
  ['Escalate goes back to Countersign without asking', 'guarded', set('Escalate', 'Next', 'Countersign')],
  ['a failed Decide escalates', 'guarded', caught('Decide', 'States.ALL', 'Escalate')],
  ['a failed effect escalates', 'guarded', caught(EFFECT, 'States.ALL', 'Escalate')],
  ['Route leads to Escalate', 'guarded', leads('Route', 'review', 'Escalate')],
  ['Follow Review leads to Escalate', 'guarded', set('Follow Review', 'Default', 'Escalate')],
  [
    'an expired review is refused without asking the next role',
    'failures',
    caught('Countersign', 'States.Timeout', 'Refuse'),
  ],
  ['T5: a wait of another length posts', 'catch-never-posts', caught('Countersign', 'TimeChanged', EFFECT)],
  ['a wait of another length parks the case', 'failures', caught('Countersign', 'TimeChanged', 'Park')],
  ['any failure of a review escalates', 'failures', caught('Countersign', 'States.ALL', 'Escalate')],
  ['a failed Escalate tries itself again', 'guarded', caught('Escalate', 'States.ALL', 'Escalate')],
  ['a failed Escalate opens the review again', 'guarded', caught('Escalate', 'States.ALL', 'Countersign')],
  ['Escalate has no TimeoutSeconds', 'time-bounded', drop('Escalate', 'TimeoutSeconds')],
  ['Escalate does not retry', 'failures', drop('Escalate', 'Retry')],
  ['Escalate asks Review’s function', 'tasks', calls('Escalate', 'FunctionName', filled('ReviewFunction'))],
  ['Countersign asks Escalate’s function', 'tasks', calls('Countersign', 'FunctionName', filled('EscalateFunction'))],
  [
    'Escalate makes up its answer',
    'tasks',
    set('Escalate', 'Output', "{% $merge([$states.result.Payload, {'escalation': 'again'}]) %}"),
  ],
  [
    'the Catch makes up an answer',
    'failures',
    (graph) => {
      catchOf(graph, 'Countersign', 'States.Timeout').Output = reason(", 'escalation': 'again'");
    },
  ],
  [
    'the wait is always the same',
    'time-bounded',
    (graph) => {
      stateOf(graph, 'Countersign')['TimeoutSeconds'] = 3600;
    },
  ],
];
