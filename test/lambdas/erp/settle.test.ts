import { beforeEach, describe, expect, it } from 'vitest';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { settle } from '../../../lambdas/erp/settle.ts';
import { atGateway, failure } from './at-gateway.ts';

let { run, decided, go } = atGateway();
beforeEach(() => {
  ({ run, decided, go } = atGateway());
});

describe('settling when the time is over', () => {
  it('withdraws what was not prepared; then it can’t be executed', async () => {
    const ref = await decided();
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'withdrawn' });
    expect(await go(ref)).toMatchObject(failure('EffectUnknown'));
    expect(run.erp.calls).toBe(0);
  });

  it('finds out what became of what was prepared', async () => {
    const ref = await decided();
    run.erp.after = () => {
      throw new ErpUnknown('lost');
    };
    await go(ref);
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'unknown' });
    run.clock.advance(30_000);
    expect(await settle({ ...ref, state: 'Settle' }, run.gateway)).toMatchObject({ settlement: 'confirmed' });
  });

  it('never says withdrawn of what may be in the ERP, however often it is asked', async () => {
    run.erp.enforcesKey = false;
    const ref = await decided();
    run.erp.before = () => {
      throw new ErpUnknown('lost');
    };
    await go(ref);
    run.clock.advance(30_000);
    for (const _ of ['found out', 'recorded']) {
      const settled = await settle({ ...ref, state: 'Settle' }, run.gateway);
      expect(settled).toMatchObject({ settlement: 'unknown', reason: 'EffectUnknown' });
    }
  });
});
