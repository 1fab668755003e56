import { beforeEach, describe, expect, it } from 'vitest';
import { ErpUnavailable, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { recordNotExecuted } from '../../../lambdas/erp/not-executed.ts';
import { stop } from '../../../lambdas/govern/stop.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { atGateway, failure } from './at-gateway.ts';

let at: ReturnType<typeof atGateway>;
beforeEach(() => {
  at = atGateway();
  at.run.erp.enforcesKey = false;
});
const refuses = (sent: boolean, times = 1) => {
  let left = times;
  at.run.erp.before = () => {
    left -= 1;
    if (left >= 0) throw new ErpUnavailable('429', { sent, retryAfterMs: 7_000 });
  };
};

describe('an ERP that forgets keys and refuses a posting before it executes it', () => {
  it('is asked again, after the wait that it asked for, and nothing is left to a person', async () => {
    const ref = await at.decided();
    refuses(false, 2);
    expect(await at.go(ref)).toMatchObject({ kind: 'later', afterMs: 7_000 });
    expect(await at.go(ref)).toMatchObject({ kind: 'later', afterMs: 7_000 });
    expect(await at.go(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect([at.run.erp.calls, at.run.erp.documents.size]).toEqual([3, 1]);
  });

  it('is not asked again where it can’t say that it executed nothing', async () => {
    const ref = await at.decided();
    refuses(true);
    await at.go(ref);
    at.run.clock.advance(30_000);
    expect(await at.go(ref)).toMatchObject(failure('EffectUnknown'));
    expect(at.run.erp.calls).toBe(1);
  });

  it('is not asked again once an answer is lost after it', async () => {
    const ref = await at.decided();
    refuses(false);
    await at.go(ref);
    at.run.erp.before = () => {
      throw new ErpUnknown('connection reset');
    };
    await at.go(ref);
    at.run.clock.advance(30_000);
    expect(await at.go(ref)).toMatchObject(failure('EffectUnknown'));
    expect(at.run.erp.calls).toBe(2);
  });

  it('gets nothing that has changed meanwhile, or is stopped', async () => {
    const ref = await at.decided();
    refuses(false);
    await at.go(ref);
    at.run.erp.version = 'v2';
    expect(await at.go(ref)).toMatchObject(failure('FactsChanged'));
    const other = await at.decided({ number: 'B2', cents: 500 });
    at.run.erp.version = 'v2';
    refuses(false);
    await at.go(other);
    await stop(governor('gia'), { kind: 'all', id: '*' }, 'odd', toyGovern(at.run));
    expect(await at.go(other)).toMatchObject(failure('FactsChanged'));
    expect(at.run.erp.documents.size).toBe(0);
  });

  it('a worker that another one has relieved can’t say so any more', async () => {
    at.run.erp.enforcesKey = true;
    const ref = await at.decided();
    at.run.erp.before = () => {
      throw new ErpUnknown('lost');
    };
    await at.go(ref);
    const entries = await at.run.gateway.ledger.read(ref.caseId);
    const mine = entries.findLast(({ stage }) => stage === 'prepared');
    if (!mine) throw new Error('it was prepared');
    at.run.clock.advance(30_000);
    await at.go(ref);
    const said = await recordNotExecuted(at.run.messageOf(ref), mine, at.run.gateway);
    expect(said.body['worker']).not.toBe(mine.body['worker']);
    expect(said.body).not.toHaveProperty('notExecuted');
    expect(await at.go(ref)).toMatchObject({ kind: 'later', afterMs: 30_000 });
  });
});
