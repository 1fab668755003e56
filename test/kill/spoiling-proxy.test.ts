import { createServer, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallFault, serveSpoiling, UPSTREAM } from './spoiling-proxy.ts';

const JSON_1_1 = 'application/x-amz-json-1.1';
let commits = 0;
let fault: CallFault | undefined;
let url = '';
let upstream = '';
const server = createServer((_, outgoing) => {
  commits += 1;
  outgoing.writeHead(200, { 'content-type': JSON_1_1 }).end('{"done":true}');
});

beforeAll(async () => {
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  upstream = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  url = `http://127.0.0.1:${await serveSpoiling({ send: request, told: async () => fault })}/`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** One request of an operation, as a function sends it; and how often it was carried out. */
async function sent(operation: string, spoilt?: CallFault) {
  [commits, fault] = [0, spoilt];
  const headers = { [UPSTREAM]: upstream, 'x-amz-target': `Some.${operation}`, 'content-type': JSON_1_1 };
  const answer = await fetch(url, { method: 'POST', body: '{}', headers }).catch(() => undefined);
  return { status: answer?.status, text: await answer?.text(), commits };
}

describe('a side effect on its way through the proxy', () => {
  it('is not carried out where it is throttled, and says so', async () => {
    const { status, text, commits: done } = await sent('PutItem', 'throttled');
    expect([status, done]).toEqual([400, 0]);
    expect(text).toContain('ThrottlingException');
  });

  it('is carried out where its answer is lost: nobody hears of it', async () => {
    expect(await sent('PutItem', 'answer lost')).toEqual({ commits: 1 });
  });

  it('is carried out where its answer can’t be read', async () => {
    const { text = '', commits: done } = await sent('PutItem', 'malformed');
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(done).toBe(1);
  });

  it('goes through where nothing is told', async () => {
    expect(await sent('PutItem')).toEqual({ status: 200, text: '{"done":true}', commits: 1 });
  });

  it('is none where it only reads: nobody is asked', async () => {
    expect(await sent('GetItem', 'throttled')).toMatchObject({ status: 200, commits: 1 });
  });
});
