import type { Writable } from 'node:stream';
import { z } from 'zod';
import { type Answer, type Backend, ModelError } from './answer.ts';
import { readRequest } from './converse-request.ts';
import { EXCEPTIONS, type FailRequest, type FailureMode, failRequest } from './failure-modes.ts';
import { type Request, type Response, serve } from './serve.ts';
import { spoil } from './spoil.ts';

const MAX_BODY = 2_000_000;

export interface ModelEndpoint {
  /** For `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`. */
  readonly url: string;
  /** Converse requests received so far, failed ones too. */
  requests(): number;
  /** Makes the next `times` requests fail (1 unless told), or none from now on (`off`). */
  fail(mode: FailureMode | 'off', times?: number): void;
  /** Ends it, open connections too. */
  stop(): Promise<void>;
}

/**
 * Speaks Bedrock's Converse (`POST /model/{id}/converse`) on the loopback interface; `POST /_admin/fail` with
 * `{mode, times}` makes it fail, `GET /_admin/health` says who answers. Credentials and signatures are not looked at.
 * @param port 0 for a free one
 */
export async function startModelEndpoint(spec: { port: number; backend: Backend }): Promise<ModelEndpoint> {
  let failing: { mode: FailureMode; left: number } | undefined;
  let received = 0;
  const fail = (request: FailRequest) => {
    const { mode, times } = failRequest.parse(request);
    failing = mode === 'off' ? undefined : { mode, left: times };
  };
  const nextFailure = (): FailureMode | undefined => {
    if (!failing || failing.left < 1) return undefined;
    failing.left -= 1;
    return failing.mode;
  };

  async function handle(request: Request, response: Response): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const body = await readBody(request);
    if (path === '/_admin/health') return send(response, 200, { status: 'ok', requests: received });
    if (path === '/_admin/fail' && request.method === 'POST') {
      fail(JSON.parse(body) as FailRequest);
      return send(response, 200, failing ?? { mode: 'off' });
    }
    const modelId = /^\/model\/([^/]+)\/converse$/.exec(path)?.[1];
    if (!modelId || request.method !== 'POST') throw new ModelError(404, 'UnknownOperationException', `no ${path}`);
    received += 1;
    const mode = nextFailure();
    if (mode === 'reset') return reset(response);
    await converse(response, decodeURIComponent(modelId), body, spec.backend, mode);
  }

  const { url, stop, reset } = await serve(spec.port, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) refuse(response, error);
      response.end();
    });
  });
  return { url, stop, requests: () => received, fail: (mode, times = 1) => fail({ mode, times }) };
}

async function converse(to: Response, modelId: string, body: string, backend: Backend, mode?: FailureMode) {
  const exception = mode && EXCEPTIONS[mode];
  if (exception) throw new ModelError(...exception, `told to fail: ${mode}`);
  if (mode === 'hang') return;
  if (mode === 'stall') return begin(to, 200, '{"output":');
  if (mode === 'gateway-page') return end(to, 502, '<h1>Bad gateway</h1>');
  if (mode === 'malformed-json') return end(to, 200, '{"output": {"message": {"content": [{"toolUse"');
  if (mode === 'no-converse-reply') return end(to, 200, '{"choices": []}');
  const startedAt = performance.now();
  const gone = new AbortController();
  to.once('close', () => gone.abort());
  const good = await backend(readRequest(modelId, body), gone.signal);
  const answer = mode ? spoil(good, mode) : good;
  send(to, 200, converseReply(answer, Math.round(performance.now() - startedAt)));
}

function converseReply({ content, stopReason, inputTokens, outputTokens, backend }: Answer, latencyMs: number) {
  return {
    output: { message: { role: 'assistant', content } },
    stopReason,
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
    metrics: { latencyMs },
    additionalModelResponseFields: { backend },
  };
}

async function readBody(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new ModelError(413, 'ValidationException', `the body exceeds ${MAX_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refuse(response: Response, error: unknown): void {
  const { status, exception, message } = asModelError(error);
  send(response, status, { message }, exception);
}

function asModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof z.ZodError) return new ModelError(400, 'ValidationException', z.prettifyError(error));
  if (error instanceof SyntaxError) return new ModelError(400, 'ValidationException', error.message);
  return new ModelError(500, 'InternalServerException', String(error));
}

function send(response: Response, status: number, body: unknown, exception?: string): void {
  if (exception) response.setHeader('x-amzn-errortype', exception);
  end(response, status, JSON.stringify(body));
}

function begin(response: Response, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('content-type', text.startsWith('{') ? 'application/json' : 'text/html');
  // Not a union: TypeScript finds no common signature of the two.
  (response as Writable).write(text);
}

function end(response: Response, status: number, text: string): void {
  begin(response, status, text);
  response.end();
}
