import { Duration } from 'aws-cdk-lib';
import { type IAlarmAction, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { INTAKE_ALARM_SECONDS } from '../../statemachines/kernel/backpressure.ts';
import { EXCEPTIONS } from '../../statemachines/kernel/exceptions.ts';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { METRICS, METRICS_NAMESPACE } from '../metrics.ts';
import { OwnedAlarm } from './owned-alarm.ts';
import type { ReviewApi } from './review-api.ts';
import type { TaskFunction } from './task-function.ts';

interface SharedAlarmsProps {
  readonly streamFailures: IQueue;
  /** Of events whose type is known, before Intake. */
  readonly intake: IQueue;
  readonly reviews: ReviewApi;
  readonly watch: TaskFunction;
  readonly aging: TaskFunction;
  readonly notify: (owner: OwnerFunction) => IAlarmAction;
}

/** Every function of the company that answers for a class of exceptions. */
const EXCEPTION_OWNERS = [...new Set(Object.values(EXCEPTIONS).map(({ owner }) => owner))];
const period = Duration.minutes(1);
/** For so long an event may lie in quarantine before operations hears of it. */
const QUARANTINE_HOURS = 24;

/** Alarms on what belongs to no single workflow. */
export class SharedAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { streamFailures, intake, reviews, watch, aging, notify }: SharedAlarmsProps,
  ) {
    super(scope, id);
    const runbook = new URL('../stacks/RUNBOOK.md', import.meta.url);
    const shared = { runbook, notify, above: 0 };
    new OwnedAlarm(this, 'LedgerTampered', {
      ...shared,
      owner: 'security',
      heading: 'Ledger tampered',
      says: 'A ledger entry was changed or removed',
      metric: metricOf(METRICS.tampered),
    });
    new OwnedAlarm(this, 'CasesInterrupted', {
      ...shared,
      owner: 'operations',
      heading: 'Cases interrupted',
      says: 'Executions ended without their cases knowing',
      metric: metricOf(METRICS.interrupted),
    });
    new OwnedAlarm(this, 'StopsUnconfirmed', {
      ...shared,
      owner: 'security',
      heading: 'Stops unconfirmed',
      says: 'A stop has waited for its confirmation for more than ten minutes',
      metric: metricOf(METRICS.unconfirmed),
    });
    new OwnedAlarm(this, 'EmergencyReviewsLate', {
      ...shared,
      owner: 'security',
      heading: 'Emergency reviews late',
      says: 'An emergency is over, and nobody was asked in ten minutes to look at it, or has said in five days what they found',
      metric: metricOf(METRICS.emergenciesLate),
    });
    new OwnedAlarm(this, 'SwitchesUnwatched', {
      ...shared,
      owner: 'security',
      heading: 'Switches unwatched',
      says: 'Stop switches can’t be looked at: their stops are not confirmed',
      metric: watch.lambda.metricErrors({ period }),
      periods: 3,
    });
    new OwnedAlarm(this, 'StreamFailures', {
      ...shared,
      owner: 'operations',
      heading: 'Stream failures',
      says: 'Ledger entries could not be published',
      metric: waiting(streamFailures),
    });
    new OwnedAlarm(this, 'IntakeBehind', {
      ...shared,
      owner: 'operations',
      heading: 'Intake behind',
      says: `An event has waited for more than ${INTAKE_ALARM_SECONDS / 60} minutes to be taken in`,
      metric: intake.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      above: INTAKE_ALARM_SECONDS,
    });
    new OwnedAlarm(this, 'EventsQuarantined', {
      ...shared,
      owner: 'enterprise-architecture',
      heading: 'Events quarantined',
      says: 'Events that can’t be read wait in quarantine for somebody',
      metric: metricOf(METRICS.quarantined, 'Maximum'),
    });
    new OwnedAlarm(this, 'QuarantineAging', {
      ...shared,
      owner: 'operations',
      heading: 'Quarantine aging',
      says: `Nobody has decided about an event in quarantine for ${QUARANTINE_HOURS} hours`,
      metric: metricOf(METRICS.quarantineAge, 'Maximum'),
      above: QUARANTINE_HOURS,
    });
    for (const owner of EXCEPTION_OWNERS)
      new OwnedAlarm(this, `ExceptionsOverdue-${owner}`, {
        ...shared,
        owner,
        heading: 'Exceptions overdue',
        says: 'Nobody has resolved an exception in its time',
        metric: metricOf(METRICS.exceptionsOverdue, 'Maximum', { owner }),
      });
    new OwnedAlarm(this, 'GapsExpired', {
      ...shared,
      owner: 'operations',
      heading: 'Gaps in an order',
      says: 'Events have waited too long for an earlier one of their subject',
      metric: metricOf(METRICS.gapsExpired, 'Maximum'),
    });
    new OwnedAlarm(this, 'OrderUnwatched', {
      ...shared,
      owner: 'operations',
      heading: 'Order unwatched',
      says: 'Nobody looks after events that wait, nor how old those in quarantine are',
      metric: aging.lambda.metricErrors({ period }),
      periods: 3,
    });
    new OwnedAlarm(this, 'BreakersOpen', {
      ...shared,
      owner: 'operations',
      heading: 'Breakers open',
      says: 'Something that we call is not called: its circuit breaker is open',
      metric: metricOf(METRICS.breakersOpen, 'Maximum'),
    });
    new OwnedAlarm(this, 'HoldsEnding', {
      ...shared,
      owner: 'finance-systems',
      heading: 'Holds ending',
      says: 'A hold on a company’s writes ends within six hours: then they go to the ERP',
      metric: metricOf(METRICS.holdsEnding, 'Maximum'),
    });
    new OwnedAlarm(this, 'ReviewsFailing', {
      ...shared,
      owner: 'operations',
      heading: 'Reviews failing',
      says: 'The review API fails: people can’t decide',
      metric: reviews.api.metricServerError({ period, statistic: 'Sum' }),
      periods: 3,
    });
  }
}

const metricOf = ({ name, service }: { name: string; service: string }, statistic = 'Sum', more = {}) =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    dimensionsMap: { service, ...more },
    statistic,
    period,
  });

const waiting = (queue: IQueue) => queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' });
