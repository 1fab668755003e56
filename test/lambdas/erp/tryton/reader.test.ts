import { expect, it } from 'vitest';
import { ErpUnavailable } from '../../../../lambdas/erp/errors.ts';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { trytonReader } from '../../../../lambdas/erp/tryton/reader.ts';

const query = { role: 'vendor', name: 'Acme', ibans: [] };
const answering = (call: TrytonClient['call']) => async (): Promise<TrytonClient> => {
  const client: TrytonClient = { call, within: () => client };
  return client;
};

it('reads no facts of a kind that the ERP does not have', async () => {
  const reader = trytonReader(
    answering(async () => ({})),
    () => new Date(),
  );
  await expect(reader.read('weather', query, [])).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidInput', message: expect.stringContaining('weather') }),
  );
});

it('an ERP that can’t be reached is asked again', async () => {
  const away = async () => Promise.reject(new ErpUnavailable('it is away', { sent: false }));
  await expect(trytonReader(answering(away), () => new Date()).read('party', query, [])).rejects.toThrow(
    expect.objectContaining({ name: 'Transient' }),
  );
});

it('facts are of the moment at which the reading began, not at which it ended', async () => {
  let now = Date.parse('2026-11-24T09:00:00.000Z');
  const slow = async () => {
    now += 8_000;
    return { parties: [], acts: [] };
  };
  const facts = await trytonReader(answering(slow), () => new Date(now)).read('party', query, []);
  expect(facts).toMatchObject({ readAt: '2026-11-24T09:00:00.000Z' });
});
