import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enginePath } from '../../../local/engine/layout.ts';

const client = enginePath('plugin', 'countersign_engine', 'functions', 'runtime_client.mjs');
const prefix = '/2018-06-01/runtime';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-client-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the client against a Runtime API that hands out these events and then closes; returns what the client posted. */
async function serve(code: string, events: readonly unknown[], handler = 'index.handler') {
  writeFileSync(join(folder, 'index.mjs'), code);
  const waiting = [...events];
  const posts: { path: string; body: unknown }[] = [];
  const api = createServer(async (request, response) => {
    const path = request.url?.slice(prefix.length) ?? '';
    if (request.method === 'POST') {
      posts.push({ path, body: JSON.parse(await text(request)) });
      response.writeHead(202).end();
      return;
    }
    const event = waiting.shift();
    const headers = {
      'Lambda-Runtime-Aws-Request-Id': `r${events.length - waiting.length}`,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + 3_000),
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:f',
    };
    response.writeHead(event === undefined ? 410 : 200, headers).end(JSON.stringify(event));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const env = {
    AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(api.address() as AddressInfo).port}`,
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: handler,
  };
  const child = spawn(process.execPath, [client], { env });
  const [output, [code_]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  api.close();
  return { posts, output, exitCode: code_ };
}

describe('a function that can not be loaded ends with the init error that AWS reports', () => {
  it.each([
    ['a broken file', 'export const handler = (', 'index.handler', 'Runtime.UserCodeSyntaxError'],
    ['a missing package', 'import "nope"; export const handler = 1', 'index.handler', 'Runtime.ImportModuleError'],
    ['a missing file', '', 'other.handler', 'Runtime.ImportModuleError'],
    ['a missing export', 'export const other = () => 1', 'index.handler', 'Runtime.HandlerNotFound'],
    ['a name without a function', '', 'index', 'Runtime.MalformedHandlerName'],
    ['an error at load', 'throw Object.assign(new Error("no table"), { name: "Config" })', 'index.handler', 'Config'],
  ])('%s', async (_, code, handler, errorType) => {
    const { posts, exitCode } = await serve(code, [{}], handler);
    expect(posts).toMatchObject([{ path: '/init/error', body: { errorType } }]);
    expect(exitCode).toBe(1);
  });
});

describe('an invocation', () => {
  it('that throws posts the error’s own name, by which a state machine retries or catches', async () => {
    const code = `export const handler = async () => { throw Object.assign(new Error('busy'), { name: 'ErpBusy' }) }`;
    const { posts, exitCode } = await serve(code, [{}]);
    expect(posts).toMatchObject([
      { path: '/invocation/r1/error', body: { errorType: 'ErpBusy', errorMessage: 'busy' } },
    ]);
    expect(exitCode).toBe(0);
  });

  it('gets event and context, and several are served by one process', async () => {
    const code = `let calls = 0;
      export const handler = async (event, context) => ({ event, calls: ++calls, id: context.awsRequestId,
        left: context.getRemainingTimeInMillis() > 1000 });`;
    const { posts } = await serve(code, [{ a: 1 }, { a: 2 }]);
    expect(posts).toEqual([
      { path: '/invocation/r1/response', body: { event: { a: 1 }, calls: 1, id: 'r1', left: true } },
      { path: '/invocation/r2/response', body: { event: { a: 2 }, calls: 2, id: 'r2', left: true } },
    ]);
  });

  it('may answer by callback, or nothing', async () => {
    const callback = await serve('export const handler = (event, context, done) => done(null, event)', [5]);
    expect(callback.posts[0]?.body).toBe(5);
    const nothing = await serve('export const handler = () => {}', [5]);
    expect(nothing.posts[0]?.body).toBeNull();
  });

  it('marks the end of its output after the handler’s own', async () => {
    const code = `export const handler = async () => { console.log('own'); }`;
    expect((await serve(code, [{}])).output).toBe('own\n\u0001countersign-end-of-invocation\n');
  });
});
