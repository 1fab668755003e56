import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import { type TrytonClient, tryton } from '../../../../lambdas/erp/tryton/client.ts';

interface Call {
  readonly method: string;
  readonly params: unknown[];
  readonly authorization: string | undefined;
  readonly traceparent: string | undefined;
}
type Reply = (response: ServerResponse, call: Call, count: number) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const result = (value: unknown) => (response: ServerResponse) => response.end(JSON.stringify({ id: 1, result: value }));
const error = (value: unknown) => (response: ServerResponse) => response.end(JSON.stringify({ id: 1, error: value }));
const status =
  (code: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end(body);

/** A Tryton that logs everybody in, with session-1, session-2 …, and answers calls as told. */
async function serve(reply: Reply, logIn?: Reply): Promise<{ client: TrytonClient; calls: Call[]; logins: Call[] }> {
  const calls: Call[] = [];
  const logins: Call[] = [];
  const url = await listen(async (request, response) => {
    const { authorization, traceparent } = request.headers as Record<string, string | undefined>;
    const call = { ...(JSON.parse(await bodyOf(request)) as Call), authorization, traceparent };
    const isLogin = call.method === 'common.db.login';
    const seen = isLogin ? logins : calls;
    seen.push(call);
    if (!isLogin) reply(response, call, calls.length);
    else if (logIn) logIn(response, call, logins.length);
    else result([7, `session-${logins.length}`])(response);
  });
  return { client: clientOf(url), calls, logins };
}

function clientOf(url: string): TrytonClient {
  return tryton({ url, database: 'erp', login: 'svc', password: 'secret', timeoutMs: 300 });
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function failureOf(client: TrytonClient): Promise<unknown> {
  return client.call('countersign.command', 'post_invoice', 'key').then(
    (value) => expect.fail(`answered ${JSON.stringify(value)}`),
    (failure: unknown) => failure,
  );
}

describe('a call whose answer is lost is unknown', () => {
  it('when no answer comes in time', async () => {
    const { client, calls } = await serve(() => {});
    expect(await failureOf(client)).toBeInstanceOf(ErpUnknown);
    expect(calls).toHaveLength(1);
  });

  it('when the answer begins and does not end in time', async () => {
    const { client } = await serve((response) => response.write('{"id": 1, "resu'));
    expect(await failureOf(client)).toBeInstanceOf(ErpUnknown);
  });

  it('when the connection breaks before the answer', async () => {
    const { client, calls } = await serve((response) => response.destroy());
    expect(await failureOf(client)).toBeInstanceOf(ErpUnknown);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['a server error', status(500)],
    ['a bad gateway', status(502)],
    ['a gateway timeout', status(504)],
    ['something else than JSON', status(200, {}, '<html>')],
    ['neither result nor error', status(200, {}, '{"id": 1}')],
  ])('when the answer is %s', async (_, reply) => {
    const { client } = await serve(reply);
    expect(await failureOf(client)).toBeInstanceOf(ErpUnknown);
  });
});

describe('an ERP that is not there now', () => {
  it('refuses the connection: certainly not sent', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await failureOf(clientOf(`http://127.0.0.1:${port}`))).toMatchObject({
      name: 'ErpUnavailable',
      sent: false,
    });
  });

  it('answers 503: sent, it may or may not have been executed', async () => {
    const { client } = await serve(status(503));
    expect(await failureOf(client)).toMatchObject({ name: 'ErpUnavailable', sent: true, retryAfterMs: undefined });
  });

  it.each([
    ['seconds', '7', 7000, 7000],
    ['a date', new Date(Date.now() + 20_000).toUTCString(), 15_000, 20_000],
    ['a date that has passed', new Date(0).toUTCString(), 0, 0],
  ])('answers 429 with Retry-After in %s', async (_, header, least, most) => {
    const { client } = await serve(status(429, { 'retry-after': header }));
    const failure = await failureOf(client);
    expect(failure).toBeInstanceOf(ErpUnavailable);
    const { sent, retryAfterMs } = failure as ErpUnavailable;
    expect(sent).toBe(false);
    expect(retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(retryAfterMs).toBeLessThanOrEqual(most);
  });

  it.each([
    ['hangs', () => {}],
    ['breaks the connection', (response: ServerResponse) => response.destroy()],
    ['answers 500', status(500)],
    ['limits the rate', status(429, { 'retry-after': '3' })],
    ['refuses', error(['LoginException', ['password', 'Password', 'password']])],
    ['returns no session', result(null)],
  ])('%s at login: no call was sent', async (_, logIn) => {
    const { client, calls } = await serve(result('never'), logIn);
    expect(await failureOf(client)).toMatchObject({ name: 'ErpUnavailable', sent: false });
    expect(calls).toHaveLength(0);
  });
});

describe("a refusal carries the ERP's own words", () => {
  it.each([
    [
      ['UserError', ['PERIOD_CLOSED', 'period 2026-09 is closed', null]],
      ErpRefused,
      'PERIOD_CLOSED: period 2026-09 is closed',
    ],
    [['UserWarning', ['invoice_1', 'Similar invoice', '']], ErpRefused, 'Similar invoice'],
    [['ConcurrencyException', ['Record was modified']], ErpConflict, 'Record was modified'],
    [["'NoneType' object has no attribute 'id'", 'Traceback …'], ErpRefused, "the ERP failed: 'NoneType' object"],
  ])('%j', async (value, type, words) => {
    const { client, calls } = await serve(error(value));
    const failure = await failureOf(client);
    expect(failure).toBeInstanceOf(type);
    expect((failure as Error).message).toContain(words);
    expect(calls).toHaveLength(1);
  });

  it('a method that is not exposed', async () => {
    const { client } = await serve(status(403, {}, '<h1>Forbidden</h1>'));
    expect(await failureOf(client)).toMatchObject({ name: 'ErpRefused', message: 'Tryton answered 403: Forbidden' });
  });
});

describe('the session', () => {
  it('is opened once for calls at the same time, and sent with each', async () => {
    const { client, calls, logins } = await serve(result('done'));
    const answers = await Promise.all([1, 2, 3].map((n) => client.call('party.party', 'read', [n])));
    expect(answers).toEqual(['done', 'done', 'done']);
    expect(logins.map(({ params }) => params)).toEqual([['svc', { password: 'secret' }]]);
    const session = `Session ${Buffer.from('svc:7:session-1').toString('base64')}`;
    expect(calls.map(({ authorization }) => authorization)).toEqual([session, session, session]);
    expect(calls[0]).toMatchObject({ method: 'model.party.party.read', params: [[1], {}] });
  });

  it('is renewed once it has ended, and the call is made again', async () => {
    const { client, calls, logins } = await serve((response, _, count) =>
      count === 2 ? status(401)(response) : result(count)(response),
    );
    expect(await client.call('party.party', 'read')).toBe(1);
    expect(await client.call('party.party', 'read')).toBe(3);
    expect(logins).toHaveLength(2);
    expect(calls[2]?.authorization).toBe(`Session ${Buffer.from('svc:7:session-2').toString('base64')}`);
  });

  it('is the same for calls within a trace, which alone say so', async () => {
    const trace = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
    const { client, calls, logins } = await serve(result(1));
    await client.within(trace).call('party.party', 'read');
    await client.call('party.party', 'read');
    await client.within(undefined).call('party.party', 'read');
    expect(calls.map(({ traceparent }) => traceparent)).toEqual([trace, undefined, undefined]);
    expect(logins).toHaveLength(1);
  });

  it('is not renewed for ever', async () => {
    const { client, calls } = await serve(status(401));
    expect(await failureOf(client)).toMatchObject({ name: 'ErpUnavailable', sent: false });
    expect(calls).toHaveLength(2);
  });

  it('is tried anew after a login that failed', async () => {
    const { client } = await serve(result('done'), (response, _, count) =>
      count === 1 ? status(503)(response) : result([7, 'later'])(response),
    );
    expect(await failureOf(client)).toBeInstanceOf(ErpUnavailable);
    expect(await client.call('party.party', 'read')).toBe('done');
  });
});
