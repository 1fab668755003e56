/** A queue of messages that nothing takes on, and where one of them goes back to. */
export interface DeadLetterQueue {
  /** Published names. */
  readonly url: string;
  /** None where a message can't be delivered again: it only says what was lost. */
  readonly source?: string;
  readonly holds: string;
}

/** Every dead-letter queue, by the name that the command line gives it. */
export const DEAD_LETTER_QUEUES: Readonly<Record<string, DeadLetterQueue>> = {
  intake: {
    ...{ url: 'intake-dead-letters-url', source: 'intake-queue-url' },
    holds: 'events that Intake failed on twenty times, or that EventBridge could not deliver',
  },
  commands: {
    ...{ url: 'command-dead-letters-url', source: 'command-queue-url' },
    holds: 'ERP commands that can’t be read, or whose worker died again and again',
  },
  streams: {
    url: 'stream-failures-url',
    holds: 'positions in the ledger’s stream that could not be published',
  },
};
