import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { converseInput } from '../../../lambdas/assess/converse-input.ts';
import { type ModelEndpoint, startModelEndpoint } from '../../../local/model/endpoint.ts';
import { referenceBackend } from '../../../local/model/reference/backend.ts';
import { invoiceAssessment } from '../../../statemachines/invoice-processing/assessment.ts';
import { sampleInvoice } from '../../statemachines/invoice-processing/sample-invoice.ts';

let endpoint: ModelEndpoint;
beforeEach(async () => {
  endpoint = await startModelEndpoint({ port: 0, backend: referenceBackend });
});
afterEach(() => endpoint.stop());

const question = converseInput('m', 'prompt', invoiceAssessment, invoiceAssessment.subject(sampleInvoice(), undefined));
const post = (path: string, body: unknown) =>
  fetch(`${endpoint.url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
const converse = (body: unknown = question) => post('/model/countersign.reference-v1/converse', body);

describe('what the endpoint refuses, as Bedrock does', () => {
  it.each([
    ['no JSON', '{"mess', 400, /no JSON/],
    ['no maxTokens', { ...question, inferenceConfig: {} }, 400, /maxTokens/],
    [
      'no forced tool',
      { ...question, toolConfig: { ...question.toolConfig, toolChoice: { auto: {} } } },
      400,
      /toolChoice/,
    ],
    [
      'another tool than given',
      { ...question, toolConfig: { ...question.toolConfig, toolChoice: { tool: { name: 'x' } } } },
      400,
      /not given/,
    ],
    [
      'a tool that the reference model lacks',
      converseInput('m', 'p', { ...invoiceAssessment, toolName: 'other' }, {}),
      400,
      /no tool other/,
    ],
    ['megabytes', 'x'.repeat(2_100_000), 413, /exceeds/],
  ])('%s', async (_, body, status, words) => {
    const reply = await converse(body);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('x-amzn-errortype')).toBe('ValidationException');
    expect(((await reply.json()) as { message: string }).message).toMatch(words);
  });

  it('a path that is none', async () => {
    expect((await post('/model/x/invoke', {})).status).toBe(404);
  });

  it('a port that is taken', async () => {
    const port = Number(new URL(endpoint.url).port);
    await expect(startModelEndpoint({ port, backend: referenceBackend })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('told to fail', () => {
  it('refuses a mode that it does not know', async () => {
    expect((await post('/_admin/fail', { mode: 'explode' })).status).toBe(400);
    expect((await post('/_admin/fail', { mode: 'throttled', times: 0 })).status).toBe(400);
    expect((await post('/_admin/fail', '{')).status).toBe(400);
    expect((await converse()).status).toBe(200);
  });

  it('fails as often as told, then answers again', async () => {
    await post('/_admin/fail', { mode: 'throttled', times: 2 });
    const statuses = [await converse(), await converse(), await converse()].map(({ status }) => status);
    expect(statuses).toEqual([429, 429, 200]);
  });

  it('can be told to stop failing', async () => {
    endpoint.fail('unavailable', 100);
    expect((await converse()).status).toBe(503);
    await post('/_admin/fail', { mode: 'off' });
    expect((await converse()).status).toBe(200);
  });

  it('breaks the connection on reset', async () => {
    endpoint.fail('reset');
    await expect(converse()).rejects.toThrow();
  });
});

it('labels each answer as the reference model, and gives the same one every time', async () => {
  const [first, second] = [await (await converse()).json(), await (await converse()).json()] as Record<
    string,
    unknown
  >[];
  expect(first).toMatchObject({ stopReason: 'tool_use', additionalModelResponseFields: { backend: 'reference' } });
  expect(second?.['output']).toEqual(first?.['output']);
  expect(endpoint.requests()).toBe(2);
});
