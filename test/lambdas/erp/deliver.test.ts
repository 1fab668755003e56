import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../lambdas/erp/answer.ts';
import { type DeliverDeps, deliver } from '../../../lambdas/erp/deliver.ts';
import { ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { readCommand } from '../../../lambdas/erp/read-command.ts';
import { MOST_CRASHES } from '../../../lambdas/erp/runs.ts';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { memoryRuns } from '../../support/memory-runs.ts';
import { toyRun } from '../../support/toy-run.ts';

/** A queue's end: what was answered, what was put aside, and one decided command. */
async function setUp() {
  const run = toyRun();
  const answers: [string, Answer][] = [];
  const aside: [string, string][] = [];
  const deps: DeliverDeps = {
    ...run.gateway,
    runs: memoryRuns(run.clock),
    answerer: { answer: async (...given) => void answers.push(given) },
    aside: { put: async ({ body }, why) => void aside.push([body, why]) },
  };
  await run.receive({ number: 'A1', cents: 500 });
  const message = run.messageOf(await run.toDecision(run.started[0]?.input as never, 0.95));
  const bring = (body: string, using = deps) => {
    const mustEndBy = new Date(run.clock.now().getTime() + 30_000);
    return deliver({ body, read: readCommand(body), group: 'main', mustEndBy }, using);
  };
  const go = (using = deps) => bring(JSON.stringify(message), using);
  /** A delivery whose worker dies, and the message's return. */
  const crash = async (using = deps) => {
    await expect(go(using)).rejects.toThrow('boom');
    run.clock.advance(180_000);
  };
  const stages = async () => (await run.gateway.ledger.read(message.caseId)).map(({ stage }) => stage);
  return { run, answers, aside, deps, message, bring, go, crash, stages };
}
const boom = () => {
  throw new Error('boom');
};
const failure = (error: string) => ['token', expect.objectContaining({ kind: 'failure', error })];

let at: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  at = await setUp();
});

describe('a message that is no command', () => {
  it.each(['{', '"text"', '{}', '{"command":"post-toy","caseId":"x"}'])(
    '%s is put aside, word for word',
    async (body) => {
      expect(await at.bring(body)).toEqual({ kind: 'done' });
      expect(at.aside).toEqual([[body, expect.stringMatching(/./)]]);
      expect(at.answers).toEqual([]);
    },
  );

  it('is told as InvalidInput to whoever waits on its token, once it is kept', async () => {
    const body = JSON.stringify({ ...at.message, attempt: 'one' });
    const aside = { put: async () => expect(at.answers).toEqual([]) };
    expect(await at.bring(body, { ...at.deps, aside })).toEqual({ kind: 'done' });
    expect(at.answers).toEqual([failure('InvalidInput')]);
  });

  it('comes again while the dead-letter queue can’t take it', async () => {
    const throttled = Object.assign(new Error('slow down'), { $metadata: {} });
    const aside = { put: async () => Promise.reject(throttled) };
    expect(await at.bring('{', { ...at.deps, aside })).toMatchObject({ kind: 'later' });
    expect(at.answers).toEqual([]);
  });

  it('or whose workflow nobody knows, is put aside and told', async () => {
    const workflowOf = () => {
      throw new CountersignError('InvalidInput', 'workflow toy is not registered');
    };
    expect(
      await at.go({ ...at.deps, workflowOf, evidence: { ...at.deps.evidence, get: async () => workflowOf() } }),
    ).toEqual({ kind: 'done' });
    expect(at.aside).toHaveLength(1);
    expect(at.answers).toEqual([failure('InvalidInput')]);
  });
});

describe('a command whose worker dies each time', () => {
  it('T11: before anything is prepared: withdrawn, never posted, its message gone', async () => {
    at.run.erp.versions = boom;
    for (let n = 0; n < MOST_CRASHES; n += 1) await at.crash();
    expect(await at.go()).toEqual({ kind: 'done' });
    expect(at.answers).toEqual([failure('EffectUnknown')]);
    expect((await at.stages()).at(-1)).toBe('withdrawn');
    expect(at.run.erp.calls).toBe(0);
  });

  it('T7: after it was posted: looked up in the ERP and confirmed, once', async () => {
    at.run.erp.after = boom;
    await at.crash();
    at.run.erp.after = () => {};
    const { evidence } = at.deps;
    const gone = { ...at.deps, evidence: { ...evidence, get: boom } };
    for (let n = 1; n < MOST_CRASHES; n += 1) await at.crash(gone);
    expect(await at.go()).toEqual({ kind: 'done' });
    expect(at.answers).toEqual([['token', expect.objectContaining({ kind: 'success' })]]);
    expect(at.run.erp.calls).toBe(1);
  });

  it('after it was prepared and is not in the ERP: left to a person, not posted again', async () => {
    at.run.erp.before = boom;
    await at.crash();
    for (let n = 1; n < MOST_CRASHES; n += 1) await at.crash();
    const calls = at.run.erp.calls;
    expect(await at.go()).toEqual({ kind: 'done' });
    expect(at.answers).toEqual([failure('EffectUnknown')]);
    expect(at.run.erp.calls).toBe(calls);
  });

  it('also when it is looked up: settled without looking', async () => {
    at.run.erp.after = boom;
    await at.crash();
    at.run.erp.probe = boom;
    for (let n = 0; n < MOST_CRASHES; n += 1) await at.crash();
    expect(await at.go()).toEqual({ kind: 'done' });
    expect(at.answers).toEqual([failure('EffectUnknown')]);
    expect((await at.stages()).at(-1)).toBe('withdrawn');
  });

  it('also when it is settled: put aside and told; and in silence when even telling crashes', async () => {
    const broken = { ...at.deps, ledger: { ...at.deps.ledger, read: boom }, answerer: { answer: boom } };
    for (let n = 0; n < MOST_CRASHES + 3; n += 1) await at.crash(broken);
    expect(await at.go(broken)).toEqual({ kind: 'done' });
    expect(at.aside.map(([body]) => body)).toEqual(Array(2).fill(JSON.stringify(at.message)));
    expect(at.aside[0]?.[1]).toBe('its worker died 7 times');
  });

  it('waits for the ERP before it is settled, however long that is down', async () => {
    at.run.erp.after = boom;
    await at.crash();
    at.run.erp.probe = boom;
    for (let n = 1; n < MOST_CRASHES; n += 1) await at.crash();
    at.run.erp.probe = async () => {
      throw new ErpUnavailable('down', { sent: false });
    };
    for (let n = 0; n < 20; n += 1) expect(await at.go()).toMatchObject({ kind: 'later' });
  });
});

const STEP = {
  wait: new ErpUnavailable('down', { sent: false }),
  lost: new ErpUnknown('no answer'),
  busy: new CountersignError('Transient', 'busy'),
  crash: new Error('boom'),
};

describe('only crashes count', () => {
  it('whatever else happens how often: fewer than the limit and it is posted, the limit and it is not', async () => {
    const steps = fc.array(fc.constantFrom(...(Object.keys(STEP) as (keyof typeof STEP)[])), { maxLength: 30 });
    const law = fc.asyncProperty(steps, async (all) => {
      const { run, go, answers } = await setUp();
      let crashes = 0;
      for (const step of all) {
        if (crashes === MOST_CRASHES) break;
        run.erp.versions = async () => Promise.reject(STEP[step]);
        const outcome = await go().catch((error: Error) => error.message);
        expect(outcome).toEqual(step === 'crash' ? 'boom' : expect.objectContaining({ kind: 'later' }));
        if (step === 'crash') crashes += 1;
        run.clock.advance(180_000);
      }
      run.erp.versions = async (of) => of;
      expect(await go()).toEqual({ kind: 'done' });
      expect(answers).toHaveLength(1);
      expect(run.erp.documents.size).toBe(crashes < MOST_CRASHES ? 1 : 0);
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('T11: runs beside each other are none, however many', async () => {
    await Promise.all(Array.from({ length: 3 * MOST_CRASHES }, () => at.go()));
    at.run.clock.advance(180_000);
    expect(await at.go()).toEqual({ kind: 'done' });
    expect(at.answers.at(-1)).toEqual(['token', expect.objectContaining({ kind: 'success' })]);
    expect(at.run.erp.calls).toBe(1);
  });

  it('what AWS will refuse again counts; what it could not do just now does not', async () => {
    const said = (name: string) => Object.assign(new Error('boom'), { name, $metadata: {} });
    const answering = (name: string) => ({ ...at.deps, answerer: { answer: async () => Promise.reject(said(name)) } });
    expect(await at.go(answering('ThrottlingException'))).toMatchObject({ kind: 'later' });
    await at.crash(answering('ValidationException'));
  });
});
