import { Duration } from 'aws-cdk-lib';
import { type IAlarmAction, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { METRICS, METRICS_NAMESPACE } from '../metrics.ts';
import { OwnedAlarm } from './owned-alarm.ts';
import type { TaskFunction } from './task-function.ts';

/** Between two runs of the reconciliation. */
export const RECONCILED_EVERY = Duration.minutes(15);
/** For so long the books may stay without a whole run before somebody hears of it. */
const PATIENCE = Duration.hours(1);

interface ReconciliationAlarmsProps {
  readonly reconcile: TaskFunction;
  readonly notify: (owner: OwnerFunction) => IAlarmAction;
}

/** Alarms on what ledger and ERP do not say alike, and on not knowing it. */
export class ReconciliationAlarms extends Construct {
  constructor(scope: Construct, id: string, { reconcile, notify }: ReconciliationAlarmsProps) {
    super(scope, id);
    const runbook = new URL('../stacks/RUNBOOK.md', import.meta.url);
    const shared = { runbook, notify, owner: 'finance-systems' } as const;
    new OwnedAlarm(this, 'BooksDiffer', {
      ...shared,
      heading: 'Books differ',
      says: 'The ERP does not say of a case what its ledger says',
      metric: highest(METRICS.caseBreaks),
      above: 0,
    });
    const late = { ...shared, heading: 'Not reconciled' };
    new OwnedAlarm(this, 'NotReconciled', {
      ...late,
      says: `Ledger and ERP have not been compared for ${PATIENCE.toMinutes()} minutes`,
      metric: highest(METRICS.notReconciled),
      above: PATIENCE.toMinutes(),
    });
    new OwnedAlarm(this, 'ReconciliationFailing', {
      ...late,
      says: 'The reconciliation fails again and again, or can’t compare some cases',
      metric: reconcile.lambda.metricErrors({ period: RECONCILED_EVERY }),
      above: 0,
      periods: PATIENCE.toMinutes() / RECONCILED_EVERY.toMinutes(),
    });
  }
}

const highest = ({ name, service }: { readonly name: string; readonly service: string }) =>
  new Metric({
    ...{ namespace: METRICS_NAMESPACE, metricName: name, dimensionsMap: { service } },
    ...{ statistic: 'Maximum', period: RECONCILED_EVERY },
  });
