import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Aged } from '../../../lambdas/exceptions/age.ts';
import { putAged } from '../../../lambdas/exceptions/put-aged.ts';
import { METRICS, METRICS_NAMESPACE } from '../../../lib/metrics.ts';

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const none = { open: 0, hours: 0, overdue: 0, value: {} };
const aged: Aged[] = [
  { class: 'erp-refused', owner: 'finance-systems', open: 3, hours: 5.5, overdue: 1, value: { EUR: 9, USD: 1.5 } },
  { class: 'effect-unknown', owner: 'finance-systems', open: 2, hours: 1, overdue: 2, value: {} },
  { class: 'interrupted', owner: 'operations', ...none },
];

it('makes exactly the metrics that alarms ask for, zeros too: an alarm ends by them', () => {
  const lines = vi.spyOn(console, 'log').mockImplementation(() => {});
  putAged(aged, new Metrics({ namespace: METRICS_NAMESPACE, serviceName: METRICS.exceptionsOverdue.service }));
  const made = lines.mock.calls.map(([text]) => JSON.parse(String(text)));
  const of = (name: string) => made.filter((line) => name in line);
  const { exceptionsOverdue, exceptionsOpen, exceptionAge, exceptionsValue } = METRICS;
  expect(of(exceptionsOverdue.name)).toMatchObject([
    { owner: 'finance-systems', ExceptionsOverdue: 3, service: 'aging' },
    { owner: 'operations', ExceptionsOverdue: 0 },
  ]);
  const [{ Dimensions }] = of(exceptionsOverdue.name)[0]._aws.CloudWatchMetrics;
  expect(Dimensions.map((names: string[]) => names.toSorted())).toEqual([['owner', 'service']]);
  expect(of(exceptionsOpen.name).map((line) => [line.class, line.ExceptionsOpen])).toEqual([
    ['erp-refused', 3],
    ['effect-unknown', 2],
    ['interrupted', 0],
  ]);
  expect(of(exceptionAge.name).map(({ ExceptionAge }) => ExceptionAge)).toEqual([5.5, 1, 0]);
  expect(of(exceptionsValue.name).map((line) => [line.currency, line.ExceptionsValue])).toEqual([
    ['EUR', 9],
    ['USD', 1.5],
  ]);
});
