import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ErpDenied } from '../../../../lambdas/erp/errors.ts';
import { trytonAccess } from '../../../../lambdas/erp/tryton/access.ts';
import { CountersignError } from '../../../../statemachines/kernel/errors.ts';
import { guardedDoor } from '../../../support/guarded-door.ts';

let door: Awaited<ReturnType<typeof guardedDoor>>;
let secret: () => string;
let reads: number;
beforeEach(async () => {
  door = await guardedDoor();
  secret = () => door.secretOf('old');
  reads = 0;
});
afterEach(() => door.close());

const accessTo = () =>
  trytonAccess('writer', 1_000, async () => {
    reads += 1;
    return secret();
  });
const rotate = () => {
  door.setPassword('new');
  secret = () => door.secretOf('new');
};
const call = async (access: ReturnType<typeof accessTo>) => (await access()).call('countersign.command', 'lookup', 'k');

describe('a login that the ERP refuses', () => {
  it('is refused once the secret says the same as before: read anew once, tried no more', async () => {
    const access = accessTo();
    await call(access);
    door.setPassword('new');
    await expect(call(access)).rejects.toBeInstanceOf(ErpDenied);
    expect([reads, door.seen().refused]).toEqual([2, 1]);
  });

  it('is refused when what the secret says now is refused, too', async () => {
    const access = accessTo();
    await call(access);
    door.setPassword('new');
    secret = () => door.secretOf('mistyped');
    await expect(call(access)).rejects.toBeInstanceOf(ErpDenied);
    expect(door.seen().refused).toBe(2);
  });

  it('is what is told where the secret can’t be read, or holds no access', async () => {
    for (const broken of ['{}', undefined]) {
      const access = accessTo();
      secret = () => door.secretOf('old');
      door.setPassword('old');
      await call(access);
      door.setPassword('new');
      secret = () => {
        if (broken !== undefined) return broken;
        throw new CountersignError('Transient', 'throttled');
      };
      await expect(call(access)).rejects.toBeInstanceOf(ErpDenied);
    }
  });

  it('because the password was just rotated is not even noticed: tried once more with the newest', async () => {
    const access = accessTo();
    await call(access);
    rotate();
    expect(await call(access)).toBe('done');
    expect(await call(access)).toBe('done');
    expect([reads, door.seen(), door.calls.length]).toEqual([2, { logins: 2, refused: 1 }, 3]);
  });

  it('while many calls are under way is not noticed by any of them', async () => {
    const access = accessTo();
    await call(access);
    const client = await access();
    rotate();
    const all = await Promise.all(Array.from({ length: 20 }, () => client.call('countersign.command', 'lookup', 'k')));
    expect(new Set(all)).toEqual(new Set(['done']));
  });

  it('keeps the trace of the call', async () => {
    const access = accessTo();
    const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
    const client = (await access()).within(traceparent);
    rotate();
    await client.call('countersign.command', 'post_invoice', 'k');
    expect(door.calls).toEqual([{ traceparent }]);
  });
});

it('a secret that is kept is not read for every call', async () => {
  const access = accessTo();
  await call(access);
  await call(access);
  expect(reads).toBe(1);
});
