import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Measure, Measured } from './measure-case.ts';

const UNITS: Partial<Record<Measured, (typeof MetricUnit)[keyof typeof MetricUnit]>> = {
  StraightThroughMs: MetricUnit.Milliseconds,
  Cost: MetricUnit.NoUnit,
};

/** Writes each measure as one line of embedded metric format, with one set of dimensions. */
export function putMeasure(metrics: Metrics): Measure {
  return (name, value, workflow, { dimensions = {}, about = {} } = {}) => {
    const one = metrics.singleMetric().addDimensions({ workflow, ...dimensions });
    for (const [key, text] of Object.entries(about)) one.addMetadata(key, text);
    one.addMetric(name, UNITS[name] ?? MetricUnit.Count, value);
  };
}
