import { z } from 'zod';
import { dependency, dependencyName } from '../authority/dependency.ts';
import { digestOf } from '../ids.ts';
import type { EventContract } from './event-contract.ts';
import { type OutgoingEvent, outgoing } from './outgoing-event.ts';

const breakerChanged = dependency.extend({
  state: z.enum(['closed', 'open', 'half-open']).describe('half-open: one call probes it, the others are not made.'),
  reason: z.enum(['rate', 'denied', 'probing', 'probe-failed', 'recovered']),
  since: z.iso.datetime(),
  version: z.int().positive().describe('Of the circuit: counts its changes.'),
});
type BreakerChanged = z.infer<typeof breakerChanged>;

/** What everybody may hear of a circuit that changed by itself; what people say of it is a change of governance. */
export const breakerEvents = {
  changed: {
    type: 'dependency.breaker-changed.v1',
    says: 'The circuit breaker of something that we call has opened, probes it, or has closed again.',
    schema: breakerChanged,
    example: {
      ...{ dependency: 'erp-read', region: 'eu-central-1', state: 'open', reason: 'rate' },
      ...{ since: '2026-11-24T09:00:00.000Z', version: 7 },
    },
  },
} as const satisfies Readonly<Record<string, EventContract<BreakerChanged>>>;

/**
 * A change as it goes on the bus; told again it has the same id.
 * @throws ContractBroken when the data does not fit
 */
export function breakerEvent(data: BreakerChanged): OutgoingEvent {
  const contract = breakerEvents.changed as unknown as EventContract;
  const subject = dependencyName(data);
  const id = digestOf([contract.type, subject, data.version, data.since]);
  return outgoing(contract, { id, subject, time: data.since, data });
}
