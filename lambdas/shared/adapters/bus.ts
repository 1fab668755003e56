import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Announcer } from '../../intake/ports.ts';

/** Puts CloudEvents on the bus, one at a time, so that a partial failure is a failure. */
export function busAnnouncer(busName: string): Announcer {
  const client = new EventBridgeClient({ maxAttempts: 5 });
  return {
    async announce(event) {
      const { source, type } = event;
      const entry = { EventBusName: busName, Source: source, DetailType: type, Detail: JSON.stringify(event) };
      const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      if (!FailedEntryCount) return;
      throw new CountersignError(
        'Transient',
        `the bus did not take ${type}: ${Entries?.[0]?.ErrorMessage ?? 'no reason given'}`,
      );
    },
  };
}
