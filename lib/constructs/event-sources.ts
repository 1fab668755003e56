import { Duration } from 'aws-cdk-lib';
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acceptWildcard, REASONS } from '../nag-reasons.ts';
import type { TaskFunction } from './task-function.ts';

/**
 * Messages one by one or in batches; one that fails comes back alone. At most `maxConcurrency` batches at once: the rest
 * waits in the queue.
 */
export function consume({ lambda }: TaskFunction, queue: IQueue, batchSize: number, maxConcurrency?: number): void {
  const bound = maxConcurrency !== undefined && { maxConcurrency };
  lambda.addEventSource(new SqsEventSource(queue, { batchSize, ...bound, reportBatchItemFailures: true }));
}

/**
 * Follows a table's stream, in order per case. A record that fails for good ends in a queue instead of holding up its
 * shard for a day.
 */
export function follow(to: TaskFunction, table: Table, failures: IQueue, events: readonly string[]): void {
  const source = new DynamoEventSource(table as ITable, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 25,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 30,
    onFailure: new SqsDlq(failures),
    filters: [FilterCriteria.filter({ eventName: FilterRule.or(...events) })],
  });
  to.lambda.addEventSource(source);
  acceptWildcard(to.role, REASONS.streams, '*');
}

/** Runs a function once a minute. */
export function everyMinute(scope: Construct, id: string, to: TaskFunction, description: string): void {
  every(Duration.minutes(1), scope, id, to, description);
}

/** Runs a function again and again; a run that did not begin in time is not made up for. */
export function every(period: Duration, scope: Construct, id: string, { lambda }: TaskFunction, description: string) {
  const schedule = Schedule.rate(period);
  const target = new LambdaFunction(lambda, { retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  new Rule(scope, id, { description, schedule, targets: [target] });
}
