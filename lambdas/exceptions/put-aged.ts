import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Aged } from './age.ts';

/** Writes what is open by class, and what is overdue by owner, also where it is nothing: alarms end by it. */
export function putAged(aged: readonly Aged[], metrics: Metrics): void {
  const put = (name: string, value: number, dimensions: Record<string, string>) =>
    metrics.singleMetric().addDimensions(dimensions).addMetric(name, MetricUnit.Count, value);
  for (const { class: of, open, hours, value } of aged) {
    put('ExceptionsOpen', open, { class: of });
    put('ExceptionAge', hours, { class: of });
    for (const [currency, amount] of Object.entries(value)) put('ExceptionsValue', amount, { class: of, currency });
  }
  const owners = new Set(aged.map(({ owner }) => owner));
  for (const owner of owners) {
    const theirs = aged.filter((one) => one.owner === owner);
    put(
      'ExceptionsOverdue',
      theirs.reduce((sum, { overdue }) => sum + overdue, 0),
      { owner },
    );
  }
}
