import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  SearchExpression,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { METRICS, METRICS_NAMESPACE, REFUSALS } from '../metrics.ts';
import { owned } from '../owned.ts';
import { type WorkflowAlarms, workflowMetric } from './workflow-alarms.ts';

interface WorkflowDashboardProps {
  readonly workflow: Workflow;
  readonly machine: StateMachine;
  readonly commands: IQueue;
  readonly alarms: WorkflowAlarms;
}

/** One page a workflow: what is alarmed, how cases end, how long they take, what waits for the ERP. */
export function workflowDashboard(scope: Construct, id: string, props: WorkflowDashboardProps): Dashboard {
  const { workflow, machine, commands, alarms } = props;
  const { slug, title, owners } = workflow;
  const graph = (name: string, left: IMetric[]) => new GraphWidget({ title: name, left, width: 8 });
  const dashboard = new Dashboard(scope, id, {
    widgets: [
      [new TextWidget({ markdown: `# ${title}\nOwned by ${owners.process}`, width: 24, height: 2 })],
      [new AlarmStatusWidget({ alarms: [...alarms.all], width: 24 })],
      [
        graph('Executions', [machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()]),
        graph('Straight-through time, ms', [
          workflowMetric(METRICS.straightThrough, slug, 'p50'),
          workflowMetric(METRICS.straightThrough, slug, 'p95'),
        ]),
        graph('Commands waiting for the ERP', [
          commands.metricApproximateNumberOfMessagesVisible(),
          commands.metricApproximateAgeOfOldestMessage(),
        ]),
      ],
      [
        graph('Cases left to a person', [workflowMetric(METRICS.parked, slug, 'Sum')]),
        graph('Documents that deviate', [workflowMetric(METRICS.deviations, slug, 'Sum')]),
        graph(
          'Questions that no model was asked',
          REFUSALS.map((reason) => workflowMetric(METRICS.assessmentsRefused, slug, 'Sum', { reason })),
        ),
      ],
      [
        graph('Tokens, by model', [
          perModel(METRICS.inputTokens, slug, 'Sum'),
          perModel(METRICS.outputTokens, slug, 'Sum'),
        ]),
        graph('Cost, by model, in the currency of its price', [perModel(METRICS.cost, slug, 'Sum')]),
        graph('Cost of one question, by model', [
          perModel(METRICS.cost, slug, 'p50'),
          perModel(METRICS.cost, slug, 'p95'),
          perModel(METRICS.cost, slug, 'Maximum'),
        ]),
      ],
    ],
  });
  return owned(owners.operations, dashboard);
}

/** A metric of every model that the workflow has asked: which ones the register says, not the template. */
function perModel({ name, service }: { name: string; service: string }, slug: string, statistic: string): IMetric {
  const dimensions = `service="${service}" workflow="${slug}"`;
  return new SearchExpression({
    expression: `SEARCH('{${METRICS_NAMESPACE},model,service,workflow} MetricName="${name}" ${dimensions}', '${statistic}')`,
    label: `\${PROP('Dim.model')} ${name} ${statistic}`,
  });
}
