import { describe, expect, it } from 'vitest';
import { guardedConverse } from '../../../lambdas/assess/guarded-converse.ts';
import { type Converse, type ConverseReply, ModelFailure } from '../../../lambdas/assess/model.ts';
import type { Registered } from '../../../lambdas/assess/register.ts';
import { run } from '../../../lambdas/assess/run.ts';
import { breaker } from '../../../lambdas/shared/breaker/breaker.ts';
import { assessInvoice } from '../../../local/model/reference/assess-invoice.ts';
import { invoiceAssessment } from '../../../statemachines/invoice-processing/assessment.ts';
import type { Model, Prompt } from '../../../statemachines/kernel/authority/register.ts';
import { sampleInvoice } from '../../statemachines/invoice-processing/sample-invoice.ts';
import { memoryBreakers } from '../shared/breaker/memory-breakers.ts';
import { assessInput, gatheredCase, registeredNow } from './gathered-case.ts';

const { model, prompt, stops } = registeredNow() as Required<Registered>;
const PRIMARY = model.id;
const [SECOND, THIRD] = ['model-two@eu-west-1', 'model-three'] as const;
const good: ConverseReply = {
  stopReason: 'tool_use',
  toolCalls: [
    { name: invoiceAssessment.toolName, input: assessInvoice(invoiceAssessment.subject(sampleInvoice(), undefined)) },
  ],
  ...{ usage: { inputTokens: 10, outputTokens: 5 }, latencyMs: 1, backend: 'reference', raw: {} },
};
const down: Converse = async () => {
  throw new ModelFailure('unavailable', true, 'down');
};

/** Assess with fallbacks, where every model has a breaker of its own. */
async function world(answers: Record<string, Converse>, registered: Record<string, Partial<Registered>> = {}) {
  const of = await gatheredCase({ converse: down });
  const shared = memoryBreakers();
  const asked: string[] = [];
  const forAll = { ...prompt, models: [PRIMARY, SECOND, THIRD] } as Prompt;
  const deps = {
    ...of.deps,
    fallbacks: [SECOND, THIRD],
    register: {
      read: async (_: string, id: string) => ({
        ...{ model: { ...model, id } as Model, prompt: forAll, stops },
        ...registered[id],
      }),
    },
    converseOf: ({ id, region }: Model): Converse => {
      const one = breaker(
        { dependency: `model/${id}`, region },
        { store: shared.store, clock: of.clock, blind: (_, error) => expect.unreachable(String(error)), keptMs: 0 },
      );
      return guardedConverse((...input) => {
        asked.push(id);
        return (answers[id] ?? down)(...input);
      }, one);
    },
  };
  const force = (...ids: string[]) => {
    for (const id of ids) {
      const said = { kind: 'breaker' as const, mode: 'open' as const, version: 1, by: ['gia'], reason: 'odd' };
      shared.overrides.set(`model/${id}#${model.region}`, said);
    }
  };
  return { ...of, deps, asked, force, shared };
}

describe('while the breaker of the model is open', () => {
  it('nobody is asked and nothing is spent, and the case goes to a person', async () => {
    const of = await world({ [PRIMARY]: async () => good });
    of.force(PRIMARY);
    await run(assessInput, { ...of.deps, fallbacks: [] });
    expect(of.asked).toEqual([]);
    const origin = { modelId: PRIMARY, cost: { tokens: 0, micros: 0 } };
    expect(of.last()).toMatchObject({ stage: 'unassessed', body: { failure: 'breaker-open', asked: 0, origin } });
  });

  it('a fallback is asked, and recorded as the one that was', async () => {
    const of = await world({ [SECOND]: async () => good });
    of.force(PRIMARY);
    await run(assessInput, of.deps);
    expect(of.asked).toEqual([SECOND]);
    const origin = { modelId: SECOND, passedOver: [{ id: PRIMARY, failure: 'breaker-open' }] };
    expect(of.last()).toMatchObject({ stage: 'assessed', actor: { id: SECOND }, body: { origin } });
  });

  it.each<[string, Partial<Registered>]>([
    ['not on the register', { model: undefined } as unknown as Partial<Registered>],
    ['stopped', { stops: [{ ...(stops[0] as Registered['stops'][number]), kind: 'model', stopped: true }] }],
  ])('no fallback is asked that is %s, but the one after it', async (_, registered) => {
    const of = await world({ [SECOND]: async () => good, [THIRD]: async () => good }, { [SECOND]: registered });
    of.force(PRIMARY);
    await run(assessInput, of.deps);
    expect(of.asked).toEqual([THIRD]);
    expect(of.last()).toMatchObject({ stage: 'assessed', body: { origin: { modelId: THIRD } } });
  });

  it('of all of them, nobody is asked', async () => {
    const of = await world({});
    of.force(PRIMARY, SECOND, THIRD);
    await run(assessInput, of.deps);
    expect(of.asked).toEqual([]);
    const origin = { modelId: PRIMARY, passedOver: [{ id: SECOND }, { id: THIRD }] };
    expect(of.last()).toMatchObject({ stage: 'unassessed', body: { failure: 'breaker-open', origin } });
  });
});

describe('no other model is asked', () => {
  it('when the first is stopped: a stop means that people decide', async () => {
    const stop = { ...(stops[0] as Registered['stops'][number]), kind: 'model', stopped: true } as const;
    const of = await world({ [SECOND]: async () => good }, { [PRIMARY]: { stops: [stop] } });
    await run(assessInput, of.deps);
    expect([of.asked, of.last()?.body['failure']]).toEqual([[], 'stopped']);
  });

  it('when the first fails while its breaker is closed', async () => {
    const of = await world({ [SECOND]: async () => good });
    await run(assessInput, of.deps);
    expect(new Set(of.asked)).toEqual(new Set([PRIMARY]));
    expect(of.last()).toMatchObject({ stage: 'unassessed', body: { failure: 'unavailable', asked: 3 } });
  });
});

describe('what opens the breaker of the model', () => {
  it('is a model that is down; then the rest of the question goes to the fallback', async () => {
    const of = await world({ [SECOND]: async () => good });
    for (const visit of [1, 2]) {
      await run({ ...assessInput, state: `Assess${visit}` }, of.deps);
    }
    expect(of.shared.changes.map(({ state }) => state)).toEqual(['open']);
    expect(of.last()).toMatchObject({ stage: 'assessed', body: { origin: { modelId: SECOND } } });
  });

  it('is no answer that is of no use, nor a question that is refused', async () => {
    const useless = async () => ({ ...good, stopReason: 'max_tokens' });
    const refused: Converse = async () => {
      throw new ModelFailure('unavailable', false, 'ValidationException');
    };
    const malformed: Converse = async () => {
      throw new ModelFailure('malformed', true, 'no JSON');
    };
    const of = await world({ [PRIMARY]: useless, [SECOND]: refused, [THIRD]: malformed });
    for (const visit of [1, 2, 3, 4, 5, 6, 7]) await run({ ...assessInput, state: `Assess${visit}` }, of.deps);
    for (const visit of [1, 2, 3, 4, 5, 6, 7])
      await run({ ...assessInput, state: `Again${visit}` }, { ...of.deps, modelId: SECOND });
    for (const visit of [1, 2, 3])
      await run({ ...assessInput, state: `Third${visit}` }, { ...of.deps, modelId: THIRD });
    expect(of.shared.changes).toEqual([]);
  });

  it('is at once that we may not ask', async () => {
    const denied: Converse = async () => {
      const cause = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      throw new ModelFailure('unavailable', false, 'AccessDeniedException', { cause });
    };
    const of = await world({ [PRIMARY]: denied });
    await run(assessInput, { ...of.deps, fallbacks: [] });
    expect(of.shared.changes).toMatchObject([{ state: 'open', reason: 'denied' }]);
  });
});
