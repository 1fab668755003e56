import { describe, expect, it } from 'vitest';
import { converseInput } from '../../../lambdas/assess/converse-input.ts';
import { type Converse, type ConverseReply, ModelFailure } from '../../../lambdas/assess/model.ts';
import { run } from '../../../lambdas/assess/run.ts';
import { assessInvoice } from '../../../local/model/reference/assess-invoice.ts';
import { invoiceAssessment } from '../../../statemachines/invoice-processing/assessment.ts';
import { canonicalJson, sha256 } from '../../../statemachines/kernel/ids.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import { sampleInvoice } from '../../statemachines/invoice-processing/sample-invoice.ts';
import { memoryLedger } from '../../support/memory-ledger.ts';
import { assessInput, caseId, gatheredCase } from './gathered-case.ts';

const good = assessInvoice(invoiceAssessment.subject(sampleInvoice(), undefined));
const reply = (input: unknown = good): ConverseReply =>
  ({
    stopReason: 'tool_use',
    toolCalls: [{ name: 'assess_invoice', input }],
    usage: { inputTokens: 10, outputTokens: 5 },
    latencyMs: 7,
    backend: 'fake',
    raw: { said: input },
  }) as ConverseReply;

function counted(answer: Converse) {
  const asked: Parameters<Converse>[] = [];
  const converse: Converse = (...args) => {
    asked.push(args);
    return answer(...args);
  };
  return { asked, converse };
}

describe('what is not asked about', () => {
  const never: Converse = async () => {
    throw new Error('the model must not be asked');
  };

  it('a case that was not gathered on this visit', async () => {
    const of = await gatheredCase({ converse: never });
    await expect(run({ ...assessInput, visit: 2 }, of.deps)).rejects.toMatchObject({ name: 'LedgerBroken' });
    expect(of.entries()).toHaveLength(2);
  });

  it.each([0, 1])('a case whose entry %i carries a forged MAC', async (index) => {
    const of = await gatheredCase({ converse: never });
    const forged = of.entries().map((entry, at): LedgerEntry => (at === index ? { ...entry, mac: 'Zm9yZ2Vk' } : entry));
    of.cases.set(caseId, forged);
    await expect(run(assessInput, of.deps)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });

  it('facts that do not fit their schema', async () => {
    const of = await gatheredCase({ converse: never });
    const [hash] = of.entries()[1]?.evidence ?? [];
    of.evidence.objects.set(`${caseId}/${hash}`, Buffer.from('{"vendor": 7}'));
    await expect(run(assessInput, of.deps)).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});

it('an attempt that its sender has ended while the model was asked gets no entry', async () => {
  const of = await gatheredCase({
    converse: async () => {
      const { ledger } = memoryLedger(of.store, 'intake', of.deps.clock);
      await ledger.append(caseId, {
        ...{ entryKey: 'w', stage: 'withdrawn-by-sender', actor: { kind: 'system', id: 'shop' }, evidence: [] },
        ...{ workflow: { slug: 'invoice-processing', version: '1' }, body: { attempt: 1 } },
      });
      return reply();
    },
  });
  await expect(run(assessInput, of.deps)).rejects.toMatchObject({ name: 'NotAuthorised' });
  expect(of.last()?.stage).toBe('withdrawn-by-sender');
});

it('T7: a repeated step repeats neither the question nor the entry', async () => {
  const { asked, converse } = counted(async () => reply());
  const of = await gatheredCase({ converse });
  const first = await run(assessInput, of.deps);
  expect(await run(assessInput, of.deps)).toEqual(first);
  expect(asked).toHaveLength(1);
  expect(of.entries()).toHaveLength(3);
});

it('T7: after a failure too', async () => {
  const { asked, converse } = counted(async () => {
    throw new ModelFailure('refused', false, 'no');
  });
  const of = await gatheredCase({ converse });
  await run(assessInput, of.deps);
  await run(assessInput, of.deps);
  expect(asked).toHaveLength(1);
  expect(of.last()?.stage).toBe('unassessed');
});

it('records who answered what, by hashes of what lies in the evidence', async () => {
  const of = await gatheredCase({ converse: async () => reply() });
  expect(await run(assessInput, of.deps)).toEqual({
    schema: 1,
    caseId,
    attempt: 1,
    workflow: 'invoice-processing',
    visit: 1,
  });
  const entry = of.last();
  const { prompt } = of;
  const subject = invoiceAssessment.subject(sampleInvoice(), undefined);
  const request = canonicalJson(converseInput(of.deps.modelId, prompt, invoiceAssessment, subject));
  expect(entry).toMatchObject({
    stage: 'assessed',
    entryKey: '1/1/Assess',
    actor: { kind: 'model', id: 'countersign.reference-v1' },
    evidence: [sha256(prompt), expect.any(String), sha256(request), sha256(canonicalJson({ said: good }))],
    body: {
      attempt: 1,
      visit: 1,
      asked: 1,
      assessment: good,
      about: { document: of.entries()[0]?.evidence[0], facts: of.entries()[1]?.evidence[0] },
      origin: {
        ...{ backend: 'fake', promptHash: sha256(prompt), inputTokens: 10, outputTokens: 5, latencyMs: 7 },
        register: { modelVersion: 1, promptVersion: 1 },
        cost: { tokens: 15, micros: 35, currency: 'USD' },
      },
    },
  });
  for (const hash of entry?.evidence ?? []) {
    expect(sha256(of.evidence.objects.get(`${caseId}/${hash}`) ?? '')).toBe(hash);
  }
});

it('keeps the last reply that arrived when all were malformed', async () => {
  const of = await gatheredCase({ converse: async () => reply({ ...good, approved: true }) });
  await run(assessInput, of.deps);
  expect(of.last()).toMatchObject({ stage: 'unassessed', body: { failure: 'malformed' } });
  expect(of.last()?.evidence).toHaveLength(4);
});

describe('bounds', () => {
  const throttled = new ModelFailure('throttled', true, 'slow down');

  it('waits with full jitter, doubling', async () => {
    const of = await gatheredCase({ converse: () => Promise.reject(throttled) });
    await run(assessInput, of.deps);
    expect(of.waits).toEqual([250, 500]);
  });

  it('ends within the time for all attempts, and never gives one attempt more than is left', async () => {
    const given: number[] = [];
    const of = await gatheredCase({
      converse: async (_, timeoutMs) => {
        given.push(timeoutMs);
        of.clock.advance(timeoutMs);
        throw new ModelFailure('timed-out', true, 'too late');
      },
      limits: { attempts: 9, attemptMs: 30_000, totalMs: 80_000, firstWaitMs: 500, longestWaitMs: 8_000 },
    });
    const startedAt = of.clock.now().getTime();
    await run(assessInput, of.deps);
    expect(given).toEqual([30_000, 30_000, 19_250]);
    expect(of.clock.now().getTime() - startedAt).toBeLessThanOrEqual(80_000);
    expect(of.last()?.body).toMatchObject({ failure: 'timed-out', asked: 3 });
  });

  it('takes an unforeseen error as no assessment, and bounds its words', async () => {
    const of = await gatheredCase({ converse: () => Promise.reject(new TypeError('x'.repeat(9000))) });
    await run(assessInput, of.deps);
    expect(of.last()).toMatchObject({ stage: 'unassessed', body: { failure: 'unavailable', asked: 1 } });
    expect(String(of.last()?.body['words'])).toHaveLength(500);
  });
});
