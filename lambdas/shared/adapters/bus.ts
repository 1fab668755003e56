import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Announcer } from '../../intake/ports.ts';

/** The source of every event that the control plane itself puts on the bus. */
export const OWN_SOURCE = 'countersign';

/** Puts CloudEvents on the bus, one at a time, so that a partial failure is a failure. */
export function busAnnouncer(busName: string): Announcer {
  const client = new EventBridgeClient({ maxAttempts: 5 });
  return {
    async announce({ id, type, subject, time, data }) {
      const detail = {
        specversion: '1.0',
        id,
        source: OWN_SOURCE,
        type,
        subject,
        time,
        datacontenttype: 'application/json',
        data,
      };
      const entry = { EventBusName: busName, Source: OWN_SOURCE, DetailType: type, Detail: JSON.stringify(detail) };
      const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      if (!FailedEntryCount) return;
      throw new CountersignError(
        'Transient',
        `the bus did not take ${type}: ${Entries?.[0]?.ErrorMessage ?? 'no reason given'}`,
      );
    },
  };
}
