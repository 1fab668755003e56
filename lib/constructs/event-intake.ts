import { Duration } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { IncomingContract } from '../../statemachines/kernel/events/event-contract.ts';
import { OWN_SOURCE } from '../../statemachines/kernel/events/outgoing-event.ts';
import { owned } from '../owned.ts';
import { CLOSED_QUEUE, DeadLetterQueue } from './dead-letter-queue.ts';

/** Batches of events that no contract knows that Intake works on at once. */
export const UNMATCHED_AT_ONCE = 2;

interface EventIntakeProps {
  readonly handlerTimeout: Duration;
  /** The event types that some workflow's contract knows. */
  readonly knownTypes: readonly string[];
}

/** The bus, and the queues before Intake: one for what some contract knows, one for the rest, so that neither holds up the other. */
export class EventIntake extends Construct {
  readonly bus: EventBus;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** Events of types that no contract knows: Intake puts them into quarantine. */
  readonly unmatched: Queue;

  constructor(scope: Construct, id: string, { handlerTimeout, knownTypes }: EventIntakeProps) {
    super(scope, id);
    this.bus = owned('enterprise-architecture', new EventBus(this, 'Bus', { eventBusName: 'countersign' }));
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', 'enterprise-architecture');
    const before = {
      ...CLOSED_QUEUE,
      visibilityTimeout: Duration.seconds(6 * handlerTimeout.toSeconds()),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 20 },
    };
    this.queue = owned('enterprise-architecture', new Queue(this, 'Queue', before));
    this.unmatched = owned('enterprise-architecture', new Queue(this, 'Unmatched', before));
    this.route('CatchAll', 'What no contract knows', this.unmatched, {
      source: Match.anythingBut(OWN_SOURCE),
      ...(knownTypes.length > 0 && { detailType: Match.anythingBut(...knownTypes) }),
    });
  }

  /** Takes in every event of a type, whoever sends it; us only where it is told by our ledger. Intake checks the rest. */
  take(id: string, type: string, from?: IncomingContract['from']): void {
    const source = from !== 'ledger' && { source: Match.anythingBut(OWN_SOURCE) };
    this.route(id, `Takes in ${type}`, this.queue, { ...source, detailType: [type] });
  }

  private route(id: string, description: string, queue: Queue, eventPattern: EventPattern): void {
    const target = new SqsQueue(queue, { deadLetterQueue: this.deadLetters, retryAttempts: 185 });
    new Rule(this, id, { eventBus: this.bus, description, eventPattern, targets: [target] });
  }
}
