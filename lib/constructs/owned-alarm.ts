import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { owned } from '../owned.ts';
import { runbookLink } from '../runbook.ts';

export interface OwnedAlarmProps {
  readonly owner: OwnerFunction;
  readonly runbook: URL;
  readonly heading: string;
  /** What has happened, for whoever is woken by it. */
  readonly says: string;
  readonly metric: IMetric;
  /** Alarms above it. */
  readonly above: number;
  readonly periods?: number;
  readonly notify: (owner: OwnerFunction) => IAlarmAction;
}

/** An alarm that says who owns it and where it is written what to do; it reaches its owner's topic. */
export class OwnedAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: OwnedAlarmProps) {
    const { owner, runbook, heading, says, metric, above, periods = 1, notify } = props;
    super(scope, id, {
      alarmDescription: `${says}. Owner: ${owner}. Runbook: ${runbookLink(runbook, heading)}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    owned(owner, this);
    this.addAlarmAction(notify(owner));
  }
}
