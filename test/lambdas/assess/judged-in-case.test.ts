import { describe, expect, it } from 'vitest';
import type { Converse } from '../../../lambdas/assess/model.ts';
import { run } from '../../../lambdas/assess/run.ts';
import { assessInvoice } from '../../../local/model/reference/assess-invoice.ts';
import { invoiceAssessment } from '../../../statemachines/invoice-processing/assessment.ts';
import { type AssessmentTask, MOST_ANOMALIES } from '../../../statemachines/kernel/assessment.ts';
import { sampleInvoice } from '../../statemachines/invoice-processing/sample-invoice.ts';
import { assessInput, gatheredCase } from './gathered-case.ts';

const said = assessInvoice(invoiceAssessment.subject(sampleInvoice(), undefined)) as Record<string, unknown>;
const anomaly = (code: string) => ({ code, reason: 'as the test says' });

type Judge = NonNullable<AssessmentTask<unknown, unknown>['judge']>;

/** What is recorded when the workflow judges every answer so. */
async function recorded(judge: Judge, answer: object = said) {
  const converse: Converse = async () => ({
    ...{ stopReason: 'tool_use', toolCalls: [{ name: 'assess_invoice', input: answer }], latencyMs: 1 },
    ...{ usage: { inputTokens: 1, outputTokens: 1 }, backend: 'fake', raw: {} },
  });
  const of = await gatheredCase({ converse });
  const { workflowOf } = of.deps;
  const judging = (slug: string) => ({
    ...workflowOf(slug),
    assessment: { ...workflowOf(slug).assessment, judge },
  });
  await run(assessInput, { ...of.deps, workflowOf: judging });
  return of.last();
}

describe('an answer that fits the schema', () => {
  it('is none where its case finds a fault, after it was asked for again', async () => {
    const entry = await recorded(() => ({ faults: ['it cites m9, which is not there'], anomalies: [] }));
    expect(entry).toMatchObject({ stage: 'unassessed', body: { failure: 'malformed', asked: 3 } });
    expect(entry?.body['words']).toContain('it cites m9');
  });

  it('is recorded with the anomalies that its case finds, before its own', async () => {
    const own = { ...said, anomalies: [anomaly('own')] };
    const entry = await recorded(() => ({ faults: [], anomalies: [anomaly('found')] }), own);
    expect(entry?.body['assessment']).toEqual({ ...own, anomalies: [anomaly('found'), anomaly('own')] });
  });

  it('never has more anomalies than an assessment holds', async () => {
    const own = { ...said, anomalies: Array.from({ length: MOST_ANOMALIES }, () => anomaly('own')) };
    const entry = await recorded(() => ({ faults: [], anomalies: [anomaly('found')] }), own);
    const kept = [anomaly('found'), ...own.anomalies.slice(1)];
    expect(entry?.body['assessment']).toEqual({ ...own, anomalies: kept });
  });

  it('is judged with the document and the facts of its case', async () => {
    const seen: unknown[] = [];
    await recorded((...args) => {
      seen.push(args);
      return { faults: [], anomalies: [] };
    });
    expect(seen).toEqual([[said, sampleInvoice(), { vendor: 'acme' }]]);
  });
});
