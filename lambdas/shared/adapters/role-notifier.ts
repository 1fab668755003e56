import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Notifier } from '../../ledger/tell-reviewers.ts';

/** Tells the people of a role by its topic; each of them subscribes as they like. */
export function roleNotifier(topics: Readonly<Record<string, string>>): Notifier {
  const client = new SNSClient({ maxAttempts: 5 });
  return {
    async notify(role, { subject, text }) {
      const topic = topics[role];
      if (!topic) throw new Error(`no topic of the role ${role}`);
      await client.send(new PublishCommand({ TopicArn: topic, Subject: subject, Message: text }));
    },
  };
}
