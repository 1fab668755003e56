import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAiBackend } from '../../../local/model/openai-backend.ts';

let server: Server;
let url: string;
let reply: { status: number; body: string };
let asked: { path: string | undefined; key: string | undefined; body: Record<string, unknown> };

beforeEach(async () => {
  server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    asked = { path: request.url, key: request.headers.authorization, body };
    if (reply.status === 0) return;
    response.writeHead(reply.status).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const request = {
  modelId: 'some-model',
  system: 'prompt',
  user: 'data',
  tool: { name: 'assess_invoice', description: 'd', schema: { type: 'object' } },
  maxTokens: 100,
  temperature: 0,
};
const ask = (timeoutMs = 1000) => openAiBackend({ url, apiKey: 'k', timeoutMs })(request, new AbortController().signal);
const choice = (finish_reason: string, message: Record<string, unknown>) => ({
  status: 200,
  body: JSON.stringify({ choices: [{ finish_reason, message }], usage: { prompt_tokens: 3, completion_tokens: 4 } }),
});
const call = (json: string, name = 'assess_invoice') => ({ tool_calls: [{ function: { name, arguments: json } }] });

describe('told as Bedrock would tell it', () => {
  it.each([
    [429, 'ThrottlingException'],
    [401, 'AccessDeniedException'],
    [404, 'ResourceNotFoundException'],
    [422, 'ValidationException'],
    [500, 'ServiceUnavailableException'],
  ])('status %i', async (status, exception) => {
    reply = { status, body: 'no' };
    await expect(ask()).rejects.toMatchObject({ exception });
  });

  it('no answer in time', async () => {
    reply = { status: 0, body: '' };
    await expect(ask(100)).rejects.toMatchObject({ exception: 'ModelTimeoutException' });
  });

  it('nobody there', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(ask()).rejects.toMatchObject({ exception: 'ServiceUnavailableException' });
  });

  it.each(['<html>', '{"choices": []}'])('no completion: %s', async (body) => {
    reply = { status: 200, body };
    await expect(ask()).rejects.toMatchObject({ exception: 'ModelErrorException' });
  });

  it.each([
    ['length', call('{"a":1}'), 'max_tokens'],
    ['content_filter', { content: '' }, 'content_filtered'],
    ['stop', { refusal: 'I will not' }, 'refusal'],
    ['stop', { content: 'It is fine' }, 'end_turn'],
    ['tool_calls', call('{"a":'), 'malformed_tool_use'],
  ])('%s %j is %s', async (finish, message, stopReason) => {
    reply = choice(finish, message);
    expect(await ask()).toMatchObject({ stopReason, backend: 'openai' });
  });
});

it('forces the tool, and hands its arguments back as a tool call', async () => {
  reply = choice('stop', call('{"confidence":0.5}'));
  expect(await ask()).toEqual({
    backend: 'openai',
    stopReason: 'tool_use',
    inputTokens: 3,
    outputTokens: 4,
    content: [{ toolUse: { toolUseId: 'tooluse_assess_invoice', name: 'assess_invoice', input: { confidence: 0.5 } } }],
  });
  expect(asked).toMatchObject({
    path: '/v1/chat/completions',
    key: 'Bearer k',
    body: { model: 'some-model', max_tokens: 100, tool_choice: { function: { name: 'assess_invoice' } } },
  });
});
