import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Measure } from '../../../lambdas/ledger/measure-case.ts';
import { measureSpending } from '../../../lambdas/ledger/measure-spending.ts';
import { type PublishDeps, publish } from '../../../lambdas/ledger/publish.ts';
import { putMeasure } from '../../../lambdas/ledger/put-measure.ts';
import { METRICS, METRICS_NAMESPACE, REFUSALS } from '../../../lib/metrics.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import { toyRun } from '../../support/toy-run.ts';

const cost = { inputTokens: 1000, outputTokens: 200, tokens: 1200, micros: 6_000, currency: 'USD' };
const answered = { assessment: {}, origin: { modelId: 'm', cost } };
const entry = (stage: LedgerEntry['stage'], body: object, seq = 3) =>
  ({ stage, body, seq, caseId: 'toy-1', workflow: { slug: 'toy', version: '1' } }) as LedgerEntry;

function measured(stage: LedgerEntry['stage'], body: object): Parameters<Measure>[] {
  const found: Parameters<Measure>[] = [];
  measureSpending(entry(stage, body), (...given) => void found.push(given));
  return found;
}

describe('nothing is measured', () => {
  it.each([
    ['of other entries', 'gathered', answered],
    ['of an assessment that says no cost', 'assessed', { origin: { modelId: 'm' } }],
    ['of an entry of another shape', 'assessed', { origin: { modelId: 7, cost: 'much' } }],
    ['of a negative cost', 'assessed', { origin: { modelId: 'm', cost: { ...cost, micros: -1 } } }],
  ] as const)('%s', (_, stage, body) => {
    expect(measured(stage, body)).toEqual([]);
  });
});

describe('what a question took', () => {
  it('is measured by workflow and model, in whole units of the currency; its case is only written beside it', () => {
    const by = { dimensions: { model: 'm' }, about: { caseId: 'toy-1', seq: '3', currency: 'USD' } };
    expect(measured('assessed', answered)).toEqual([
      ['InputTokens', 1000, 'toy', by],
      ['OutputTokens', 200, 'toy', by],
      ['Cost', 0.006, 'toy', by],
    ]);
  });

  it('counts though the answer was of no use, and no model counts as refused then', () => {
    const names = measured('unassessed', { failure: 'malformed', origin: answered.origin }).map(([name]) => name);
    expect(names).toEqual(['InputTokens', 'OutputTokens', 'Cost']);
  });

  it('is all that was set aside where no answer came: money alone, nobody knows the tokens', () => {
    const origin = { modelId: 'm', cost: { tokens: 9000, micros: 45_000, currency: 'USD' } };
    expect(measured('unassessed', { failure: 'timed-out', origin })).toMatchObject([['Cost', 0.045, 'toy', {}]]);
  });
});

describe('a question that nobody was asked', () => {
  const bodies = [
    { failure: 'over-cap', origin: { modelId: 'm', capOf: 'day' } },
    { failure: 'over-cap', origin: { modelId: 'm', capOf: 'case' } },
    { failure: 'not-registered', origin: { modelId: 'm' } },
    { failure: 'stopped', origin: { modelId: 'm' } },
  ];
  it.each(bodies.map((body, index) => [REFUSALS[index], body] as const))('is counted as %s', (reason, body) => {
    const by = { dimensions: { reason }, about: { caseId: 'toy-1', seq: '3', model: 'm' } };
    expect(measured('unassessed', body)).toEqual([['AssessmentsRefused', 1, 'toy', by]]);
  });
});

describe('a record of the stream', () => {
  /** The view of cases as the table keeps it: only something newer is written. */
  function followed() {
    const run = toyRun();
    const names: string[] = [];
    let seen = 0;
    const deps: PublishDeps = {
      ...{ workflowOf: run.gateway.workflowOf, ledger: run.gateway.ledger, notifier: { notify: async () => {} } },
      announcer: { announce: async () => {} },
      cases: {
        put: async ({ seq }) => {
          const before = seen;
          seen = Math.max(seen, seq);
          return seq > before ? before : undefined;
        },
      },
      measure: (name) => void names.push(name),
    };
    return { run, names, deps };
  }
  const assess = (run: ReturnType<typeof toyRun>, caseId: string, visit: number) =>
    run.append('assess', caseId, { entryKey: `1/${visit}/Assess`, stage: 'assessed', body: answered });

  it('that comes again, or after later ones, counts each question once', async () => {
    const { run, names, deps } = followed();
    const { caseId = '' } = await run.receive({ number: 'A1', cents: 5 });
    await assess(run, caseId, 1);
    await assess(run, caseId, 2);
    const entries = await deps.ledger.read(caseId);
    for (const record of [...entries, ...entries]) await publish(record, deps);
    await assess(run, caseId, 3);
    for (const record of (await deps.ledger.read(caseId)).slice(1)) await publish(record, deps);
    expect(names.filter((name) => name === 'Cost')).toHaveLength(3);
  });
});

describe('the line in the log', () => {
  beforeEach(() => {
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('makes exactly the metric that alarms and dashboard ask for', () => {
    const lines = vi.spyOn(console, 'log').mockImplementation(() => {});
    const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: METRICS.cost.service });
    measureSpending(entry('assessed', answered), putMeasure(metrics));
    const [line] = lines.mock.calls.map(([text]) => JSON.parse(String(text))).filter((one) => 'Cost' in one);
    expect(line).toMatchObject({ Cost: 0.006, workflow: 'toy', model: 'm', service: 'publish', caseId: 'toy-1' });
    const [{ Namespace, Dimensions, Metrics: made }] = line._aws.CloudWatchMetrics;
    expect({ Namespace, made }).toEqual({ Namespace: 'Countersign', made: [{ Name: 'Cost', Unit: 'None' }] });
    expect(Dimensions.map((names: string[]) => names.toSorted())).toEqual([['model', 'service', 'workflow']]);
  });
});
