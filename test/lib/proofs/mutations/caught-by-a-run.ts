import type { ProofManifest } from '../../../../lib/proofs/violation.ts';
import { EFFECT, manifest } from '../raw.ts';
import { type Change, calls, set } from './change.ts';

/** What no proof over the text can see, and the safeguard that meets it when it runs. */
export const CAUGHT_BY_A_RUN: readonly (readonly [
  name: string,
  safeguard: string,
  change: Change,
  manifest?: ProofManifest,
])[] = [
  [
    'Gather gets one second',
    'States.Timeout is retried, then the case is parked and alarmed',
    set('Gather', 'TimeoutSeconds', 1),
  ],
  [
    'graph and manifest both name a command that was not proposed',
    'the gateway (agreedCommand): the proposal has no such command, NotAuthorised, parked',
    calls(
      EFFECT,
      'MessageBody',
      "{% $string($merge([$states.input, {'command': 'post-credit', 'taskToken': $states.context.Task.Token}])) %}",
    ),
    { ...manifest, effects: [{ state: EFFECT, command: 'post-credit' }] },
  ],
];
