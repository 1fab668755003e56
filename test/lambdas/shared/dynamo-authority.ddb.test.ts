import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dynamoAuthority } from '../../../lambdas/shared/adapters/dynamo-authority.ts';
import { openTables } from '../../support/ddb.ts';

let opened: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  opened = await openTables();
});
afterAll(() => opened?.stop());

const BEFORE = '2026-01-01T00:00:00.000Z';
const clock = { now: () => new Date('2026-11-24T09:00:00.000Z') };
const standing = (subject: string) => dynamoAuthority(opened.dynamo, opened.tables.authority, clock).standing(subject);
const put = (key: string, item: object) =>
  opened.dynamo.send(new PutCommand({ TableName: opened.tables.authority, Item: { key, version: 1, ...item } }));
const stopped = (id: string, is: boolean) => put(`stop#approver#${id}`, { kind: 'stop', stopped: is });

beforeEach(async () => {
  for (const id of ['ann', 'cleo']) {
    const term = { id, name: id, appointments: [{ role: 'clerk', companies: ['*'] }], validFrom: BEFORE };
    await put(`person#${id}`, { kind: 'person', terms: [term] });
    const Key = { key: `stop#approver#${id}` };
    await opened.dynamo.send(new DeleteCommand({ TableName: opened.tables.authority, Key }));
  }
  const away = { id: 'd1', from: 'cleo', reason: 'away', validFrom: BEFORE, validUntil: '2026-12-01T00:00:00.000Z' };
  await put('delegations#ann', { kind: 'delegations', of: [away] });
});

it('an approver who is stopped is nobody', async () => {
  await stopped('ann', true);
  expect((await standing('ann')).person).toBeUndefined();
});

it('nobody stands in for an approver who is stopped, or whose switch can’t be read', async () => {
  await stopped('cleo', true);
  expect(await standing('ann')).toMatchObject({ person: { id: 'ann' }, delegations: [] });
  await put('stop#approver#cleo', { kind: 'stop' });
  expect((await standing('ann')).delegations).toEqual([]);
});

it('else they do, whether the other has a switch that stops nothing or none', async () => {
  const standsIn = { delegations: [{ id: 'd1', delegator: { id: 'cleo' } }], stop: { version: 'absent' } };
  expect(await standing('ann')).toMatchObject(standsIn);
  await stopped('cleo', false);
  expect(await standing('ann')).toMatchObject(standsIn);
});
