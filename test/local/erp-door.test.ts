import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ErpDoor, startErpDoor } from '../../local/erp-door.ts';

const erp = createServer((request, response) => {
  if (request.url === '/breaks') request.socket.destroy();
  else request.pipe(response.writeHead(201));
});
let door: ErpDoor;
beforeAll(async () => {
  await new Promise<void>((resolve) => erp.listen(0, '127.0.0.1', resolve));
  door = await startErpDoor({ port: 0, erp: `http://127.0.0.1:${(erp.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await door.stop();
  await new Promise((resolve) => erp.close(resolve));
});
const say = (body: string) => fetch(`${door.url}/_admin/door`, { method: 'POST', body });
const call = (path = '/rpc/') => fetch(`${door.url}${path}`, { method: 'POST', body: 'hello' });

it('is closed and opened by whoever says so, and by nothing else', async () => {
  await say('{"open":false}');
  expect((await call()).status).toBe(503);
  await say('{"open":"true"}');
  expect((await call()).status).toBe(503);
  await say('{"open":true}');
  const answer = await call();
  expect([answer.status, await answer.text()]).toEqual([201, 'hello']);
});

it('breaks off where the ERP breaks off', async () => {
  await expect(call('/breaks')).rejects.toThrow();
});

it('answers 503 while the ERP’s process is gone', async () => {
  const gone = await startErpDoor({ port: 0, erp: 'http://127.0.0.1:9' });
  expect((await fetch(`${gone.url}/rpc/`)).status).toBe(503);
  await gone.stop();
});
