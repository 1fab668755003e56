import { describe, expect, it } from 'vitest';
import { guardedConverse } from '../../lambdas/assess/guarded-converse.ts';
import { type Converse, ModelFailure } from '../../lambdas/assess/model.ts';
import { run } from '../../lambdas/assess/run.ts';
import { breaker } from '../../lambdas/shared/breaker/breaker.ts';
import { CIRCUIT_LIMITS } from '../../lambdas/shared/breaker/circuit.ts';
import { SUBJECT_CLOSE, SUBJECT_OPEN } from '../../statemachines/kernel/assessment.ts';
import type { Model, Prompt } from '../../statemachines/kernel/authority/register.ts';
import { stopOf } from '../../statemachines/kernel/authority/stop.ts';
import { sha256 } from '../../statemachines/kernel/ids.ts';
import { memoryBreakers } from '../lambdas/shared/breaker/memory-breakers.ts';
import { memoryTables } from '../support/faults-memory.ts';
import { WORKFLOW } from '../support/faults-ports.ts';
import { GOOD } from './erp-stand-in.ts';
import { SEED } from './seeded.ts';
import { ONLY_POSTED, traffic } from './traffic.ts';
import { middlewareWorld } from './world.ts';

const CASES = 200;
const MODEL = 'toy-model';
const { purpose, dataClasses } = WORKFLOW.assessment;
const caps = { caseTokens: 1e9, caseMicros: 1e9, dayTokens: 1e12, dayMicros: 1e12 };
const model: Model = {
  ...{ id: MODEL, provider: 'toy', region: 'eu-central-1', owner: 'security', workflows: [WORKFLOW.slug] },
  ...{
    purposes: [purpose],
    dataClasses: [...dataClasses],
    price: { currency: 'EUR', inputMicros: 1, outputMicros: 1 },
  },
  ...{ caps, version: 1, changedBy: [] },
};
const text = `${SUBJECT_OPEN} ${SUBJECT_CLOSE}`;
const prompt: Prompt = {
  ...{ workflow: WORKFLOW.slug, label: 'toy', hash: sha256(text), text, owner: 'security', models: [MODEL] },
  ...{ version: 1, changedBy: [] },
};
const stops = [stopOf({ kind: 'all', id: '*' }, { kind: 'stop', stopped: false, version: 1 }, '')];

/** As many cases that the agent would post if the model said so, and how often a model of such manners was asked. */
async function driven(converse: Converse) {
  const { sent, fates } = traffic(SEED, CASES, ONLY_POSTED);
  const breakers = memoryBreakers();
  let asked = 0;
  const world = middlewareWorld(memoryTables(), SEED, GOOD, {
    assess(ref, deps) {
      const of = { dependency: `model/${MODEL}`, region: model.region };
      const one = breaker(of, { store: breakers.store, clock: deps.clock, blind: () => expect.unreachable() });
      return run(
        { ...ref, state: 'Assess' },
        {
          ...deps,
          modelId: MODEL,
          register: { read: async () => ({ model, prompt, stops }) },
          spending: { reserve: async () => undefined, correct: async () => {} },
          converseOf: () =>
            guardedConverse((...question) => {
              asked += 1;
              return converse(...question);
            }, one),
          sleep: async () => {},
          random: () => 0,
        },
      );
    },
  });
  await world.run(sent);
  const cases = await world.cases(fates.keys());
  return { cases, asked, documents: world.erp.documents.length, changes: breakers.changes };
}

describe('a model that is down for the whole run', () => {
  it.each([
    ['unavailable', new ModelFailure('unavailable', true, 'down')],
    ['throttled', new ModelFailure('throttled', true, '429')],
  ])('%s: every case reaches a person, none is approved by itself, and it is hardly asked', async (_, failure) => {
    const { cases, asked, documents, changes } = await driven(async () => {
      throw failure;
    });
    expect(cases).toHaveLength(CASES);
    const others = cases.filter(({ status }) => status !== 'waiting-review');
    expect(others.map(({ key, status }) => `${key} is ${status}`)).toEqual([]);
    const unlike = cases.filter(({ entries }) => {
      const stages = entries.map(({ stage }) => stage);
      return !stages.includes('gathered') || !stages.includes('unassessed') || stages.includes('assessed');
    });
    expect([unlike, documents]).toEqual([[], 0]);
    const unasked = cases.filter(({ entries }) => entries.some(({ body }) => body['failure'] === 'breaker-open'));
    expect(unasked.length).toBeGreaterThan(CASES / 2);
    expect(asked).toBeLessThan(CASES / 2);
    expect(changes[0]).toMatchObject({ state: 'open', reason: 'rate', opens: 1 });
    expect(CIRCUIT_LIMITS.least).toBeLessThanOrEqual(asked);
  });

  it('and would be posted by the agent if it were not', async () => {
    const reply = {
      stopReason: 'tool_use',
      toolCalls: [{ name: WORKFLOW.assessment.toolName, input: { confidence: 0.95, anomalies: [] } }],
      ...{ usage: { inputTokens: 1, outputTokens: 1 }, latencyMs: 1, backend: 'toy', raw: {} },
    };
    const { cases, documents, asked } = await driven(async () => reply);
    expect(cases.filter(({ status }) => status !== 'posted')).toEqual([]);
    expect([documents, asked]).toEqual([CASES, CASES]);
  });
});
