import { beforeEach, describe, expect, it } from 'vitest';
import { ErpConflict, ErpRefused, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { atGateway, failure } from './at-gateway.ts';

const DAY_MS = 86_400_000;
const TODAY = '2026-11-24';
const success = { answer: { kind: 'success' } };
let { run, decided, go, approve } = atGateway();
beforeEach(() => {
  ({ run, decided, go, approve } = atGateway());
});

/** A note of one group, decided before any other of it can be seen; the agent alone may commit 1 000. */
const noteOf = (number: string, cents: number, more: object = {}) => decided({ number, cents, group: 'g', ...more });
/** The way back through Gather and Decide. */
const again = ({ caseId, visit }: CaseRef) =>
  run.toDecision({ schema: 1, caseId, attempt: 1, workflow: 'toy', ...(visit && { visit }) }, 0.95);
const sum = async (day = TODAY) => (await run.memory.commitments.since('toy#g', day)).map(({ caseId }) => caseId);

describe('of two parts of one purchase, decided before either was seen', () => {
  it('the second is not the agent’s: it is decided anew, by a person', async () => {
    const [one, two] = [await noteOf('A1', 600), await noteOf('A2', 600)];
    expect([one.route, two.route]).toEqual(['auto', 'auto']);
    expect(await go(one)).toMatchObject(success);
    expect(await go(two)).toMatchObject({
      answer: { error: 'FactsChanged', cause: expect.stringMatching(/others of its group have committed/) },
    });
    expect(run.erp.documents.size).toBe(1);
    const anew = await again(two);
    expect(anew).toMatchObject({ route: 'review' });
    await approve(anew);
    expect(await go(anew)).toMatchObject(success);
  });

  it('the second is beyond whoever countersigned both, and goes to the next role', async () => {
    const [one, two] = [await noteOf('A1', 6_000), await noteOf('A2', 6_000)];
    await approve(one);
    await approve(two);
    expect(await go(one)).toMatchObject(success);
    expect(await go(two)).toMatchObject(failure('FactsChanged'));
    const anew = await again(two);
    const entries = await run.gateway.ledger.read(two.caseId);
    expect(entries.at(-1)?.body).toMatchObject({ route: 'review', role: 'chief' });
    await approve(anew, { role: 'chief' }, 'cleo');
    expect(await go(anew)).toMatchObject(success);
  });

  it('the second needs two people where both together do', async () => {
    const [one, two] = [await noteOf('A1', 11_000), await noteOf('A2', 11_000)];
    for (const ref of [one, two]) await approve(ref, { role: 'chief' }, 'cleo');
    expect(await go(one)).toMatchObject(success);
    expect(await go(two)).toMatchObject(failure('FactsChanged'));
  });

  it('the second is counted though it was decided long before the first', async () => {
    const body = { validUntil: '2027-01-01T00:00:00.000Z' };
    const two = await noteOf('A2', 6_000);
    run.clock.advance(20 * DAY_MS);
    const one = await noteOf('A1', 6_000);
    for (const ref of [one, two]) await approve(ref, body);
    expect([await go(one), await go(two)]).toMatchObject([success, failure('FactsChanged')]);
  });

  it('the second is counted as long as the window reaches back to the first’s posting', async () => {
    expect(await go(await noteOf('A1', 600))).toMatchObject(success);
    run.clock.advance(14 * DAY_MS);
    expect(await noteOf('A2', 600)).toMatchObject({ route: 'review' });
    run.clock.advance(DAY_MS);
    expect(await go(await noteOf('A3', 600))).toMatchObject(success);
  });

  it('a credit adds nothing, and takes nothing off', async () => {
    const all = [await noteOf('C1', 900, { credit: true }), await noteOf('A1', 600), await noteOf('A2', 600)];
    const outcomes = [];
    for (const ref of all) outcomes.push(await go(ref));
    expect(outcomes).toMatchObject([success, success, failure('FactsChanged')]);
  });

  it('what another group has committed does not count', async () => {
    const [one, two] = [await noteOf('A1', 600), await noteOf('A2', 600, { group: 'h' })];
    expect([await go(one), await go(two)]).toMatchObject([success, success]);
  });
});

it('a decision that names no group is no ground to post: it is decided anew', async () => {
  const ref = await noteOf('A1', 600);
  for (const [key, content] of run.evidence.objects) {
    const text = Buffer.from(content).toString('utf8');
    if (text.includes('"measure"')) run.evidence.objects.set(key, Buffer.from(text.replace(',"group":"g"', '')));
  }
  expect(await go(ref)).toMatchObject(failure('FactsChanged'));
  expect(await go(await again(ref))).toMatchObject(success);
});

describe('what was committed is taken off the sum', () => {
  const refusing = (error: Error) => {
    run.erp.before = () => {
      run.erp.before = () => {};
      throw error;
    };
  };

  it.each([
    ['never while nobody knows whether the ERP has it', new ErpUnknown('lost'), 1],
    ['when the ERP refuses it', new ErpRefused('no'), 0],
    ['when its facts have changed in the ERP', new ErpConflict('stale'), 0],
  ])('%s', async (_, error, left) => {
    const [one, two] = [await noteOf('A1', 600), await noteOf('A2', 600)];
    refusing(error);
    await go(one);
    expect(await sum()).toHaveLength(left);
    expect(await go(two)).toMatchObject(left ? failure('FactsChanged') : success);
  });

  it('never where the ERP does not enforce our key, and a person must look', async () => {
    run.erp.enforcesKey = false;
    const one = await noteOf('A1', 600);
    refusing(new ErpUnknown('lost'));
    await go(one);
    run.clock.advance(30_000);
    expect(await go(one)).toMatchObject(failure('EffectUnknown'));
    expect(await sum()).toEqual([one.caseId]);
  });

  it('when it was lost, is not found, and may not be posted any more', async () => {
    const one = await noteOf('A1', 600);
    refusing(new ErpUnknown('lost'));
    await go(one);
    await run.append('conclude', one.caseId, { entryKey: '1/Park', stage: 'parked', body: { attempt: 1, visit: 1 } });
    run.clock.advance(30_000);
    expect(await go(one)).toMatchObject(failure('NotAuthorised'));
    expect(await sum()).toEqual([]);
  });

  it('never by an entry that another role forged', async () => {
    const [one, two] = [await noteOf('A1', 600), await noteOf('A2', 300)];
    await go(one);
    const entriesOf = ({ caseId }: CaseRef) => run.memory.cases.get(caseId) ?? [];
    const prepared = entriesOf(one).find(({ stage }) => stage === 'prepared');
    const body = { ...prepared?.body, idempotencyKey: `${two.caseId}/post-toy/1`, lease: `${TODAY}T00:00:00.000Z` };
    await run.append('gateway', two.caseId, { entryKey: 'effect/1/1/post-toy/prepared', stage: 'prepared', body });
    const forged = entriesOf(two).map((entry) => (entry.stage === 'prepared' ? { ...entry, mac: 'Zm9yZ2Vk' } : entry));
    run.memory.cases.set(two.caseId, forged);
    refusing(new ErpRefused('no'));
    await expect(go(two)).rejects.toThrow(/MAC of prepared/);
    expect(await sum()).toEqual([one.caseId]);
  });
});

describe('a case counts once', () => {
  it('posted again after its request was lost', async () => {
    const [one, two] = [await noteOf('A1', 600), await noteOf('A2', 400)];
    run.erp.before = () => {
      run.erp.before = () => {};
      throw new ErpUnknown('lost');
    };
    await go(one);
    run.clock.advance(30_000);
    expect([await go(one), await go(one)]).toMatchObject([success, success]);
    expect(await sum()).toEqual([one.caseId]);
    expect(await go(two)).toMatchObject(success);
  });

  it('as of the day on which it is posted again', async () => {
    const [one, two] = [await noteOf('A1', 600), await noteOf('A2', 600)];
    run.erp.before = () => {
      run.erp.before = () => {};
      throw new ErpUnknown('lost');
    };
    await go(one);
    run.clock.advance(15 * DAY_MS);
    expect([await go(one), await go(two)]).toMatchObject([success, failure('FactsChanged')]);
    expect(await sum()).toEqual([one.caseId]);
  });

  it('though its first attempt is unknown and its second is posted', async () => {
    const [one, two] = [await noteOf('A1', 600), await noteOf('A2', 400)];
    run.erp.before = () => {
      run.erp.before = () => {};
      throw new ErpUnknown('lost');
    };
    await go(one);
    run.clock.advance(30_000);
    await run.append('sweep', one.caseId, { entryKey: '2/reopened', stage: 'reopened', body: { attempt: 2 } });
    const second = await run.toDecision({ schema: 1, caseId: one.caseId, attempt: 2, workflow: 'toy' }, 0.95);
    expect(second).toMatchObject({ route: 'auto' });
    expect([await go(second), await go(two)]).toMatchObject([success, success]);
    expect(await sum()).toEqual([one.caseId, two.caseId]);
  });
});

describe('another case of the group that comes first', () => {
  /** Commits another one between what the gateway reads and what it writes. */
  function interrupted(times: number, cents: number) {
    const others: Promise<CaseRef>[] = [];
    const { versions } = run.erp;
    return {
      prepare: async () => {
        for (let n = 0; n < times; n += 1) others.push(Promise.resolve(await noteOf(`B${n}`, cents)));
      },
      begin: () => {
        run.erp.versions = async (of) => {
          const next = others.shift();
          if (next && of[0]?.id === 'A1')
            expect(await execute(run.messageOf(await next), run.gateway)).toMatchObject(success);
          else if (next) others.unshift(next);
          return versions(of);
        };
      },
    };
  }

  it.each([
    ['is counted before anything is written', 1, 600, failure('FactsChanged')],
    ['lets it pass if there is room for both', 1, 100, success],
    ['and another, and another: it waits', 5, 10, { kind: 'later' }],
  ] as const)('%s', async (_, times, cents, outcome) => {
    const one = await noteOf('A1', 600);
    const others = interrupted(times, cents);
    await others.prepare();
    others.begin();
    const done = await go(one).catch((error: Error) => ({ kind: error.name === 'Transient' ? 'later' : error.name }));
    expect(done).toMatchObject(outcome);
    expect(run.erp.documents.size).toBe(times + ('answer' in done && done.answer.kind === 'success' ? 1 : 0));
  });
});
