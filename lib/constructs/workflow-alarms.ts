import { Duration } from 'aws-cdk-lib';
import { type IAlarmAction, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { METRICS, METRICS_NAMESPACE } from '../metrics.ts';
import { OwnedAlarm, type OwnedAlarmProps } from './owned-alarm.ts';

interface WorkflowAlarmsProps {
  readonly workflow: Workflow;
  readonly machine: StateMachine;
  readonly commands: IQueue;
  readonly deadLetters: readonly IQueue[];
  readonly notify: (owner: OwnerFunction) => IAlarmAction;
}

const period = Duration.minutes(5);

/** A workflow's service levels as alarms, each owned by one of its owner functions. */
export class WorkflowAlarms extends Construct {
  readonly all: readonly OwnedAlarm[];

  constructor(scope: Construct, id: string, props: WorkflowAlarmsProps) {
    super(scope, id);
    const { workflow, machine, commands, deadLetters, notify } = props;
    const { owners, serviceLevels: levels, title, runbook } = workflow;
    const alarm = (name: string, of: Omit<OwnedAlarmProps, 'runbook' | 'notify'>) =>
      new OwnedAlarm(this, name, { ...of, says: `${title}: ${of.says}`, runbook, notify });
    this.all = [
      alarm('ExecutionsFailed', {
        owner: owners.operations,
        heading: 'Executions failed',
        says: `more than ${levels.failedExecutions} executions failed or timed out in 5 minutes`,
        metric: sum('failed + timedOut', {
          failed: machine.metricFailed({ period }),
          timedOut: machine.metricTimedOut({ period }),
        }),
        above: levels.failedExecutions,
      }),
      alarm('StraightThroughTime', {
        owner: owners.process,
        heading: 'Straight-through time',
        says: `p95 of cases that no person touched is above ${levels.straightThroughP95Ms} ms`,
        metric: workflowMetric(METRICS.straightThrough, workflow.slug, 'p95'),
        above: levels.straightThroughP95Ms,
        periods: 3,
      }),
      alarm('OldestCommand', {
        owner: owners.erp,
        heading: 'Oldest command',
        says: `a command has waited for the ERP for more than ${levels.oldestCommandSeconds} s`,
        metric: commands.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
        above: levels.oldestCommandSeconds,
      }),
      alarm('DeadLetters', {
        owner: owners.operations,
        heading: 'Dead letters',
        says: 'events or commands lie in a dead-letter queue',
        metric: sum(
          deadLetters.map((_, index) => `queue${index}`).join(' + '),
          Object.fromEntries(
            deadLetters.map((queue, index) => [
              `queue${index}`,
              queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
            ]),
          ),
        ),
        above: 0,
      }),
      alarm('CasesParked', {
        owner: owners.process,
        heading: 'Park',
        says: 'cases were left to a person',
        metric: workflowMetric(METRICS.parked, workflow.slug, 'Sum'),
        above: 0,
      }),
      alarm('DailyCap', {
        owner: owners.ai,
        heading: 'Daily cap',
        says: 'the daily cap of a model is used up: it is not asked, and people decide',
        metric: workflowMetric(METRICS.assessmentsRefused, workflow.slug, 'Sum', { reason: 'over-day-cap' }),
        above: 0,
      }),
      alarm('ErpDeviations', {
        owner: owners.erp,
        heading: 'ERP deviations',
        says: 'the ERP has documents that are not what was decided',
        metric: workflowMetric(METRICS.deviations, workflow.slug, 'Sum'),
        above: 0,
      }),
    ];
  }
}

function sum(expression: string, usingMetrics: Record<string, IMetric>): MathExpression {
  return new MathExpression({ expression, usingMetrics, period, label: expression });
}

/** A metric that our functions put for one workflow. */
export function workflowMetric(
  of: { name: string; service: string },
  slug: string,
  statistic: string,
  more: Readonly<Record<string, string>> = {},
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: of.name,
    dimensionsMap: { service: of.service, workflow: slug, ...more },
    statistic,
    period,
  });
}
