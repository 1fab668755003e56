import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ASK_LIMITS } from '../../../lambdas/assess/ask-model.ts';
import type { Converse } from '../../../lambdas/assess/model.ts';
import { run } from '../../../lambdas/assess/run.ts';
import { bedrockConverse } from '../../../lambdas/shared/adapters/bedrock.ts';
import { type ModelEndpoint, startModelEndpoint } from '../../../local/model/endpoint.ts';
import { FAILURE_MODES, type FailureMode } from '../../../local/model/failure-modes.ts';
import { referenceBackend } from '../../../local/model/reference/backend.ts';
import { assessInput, gatheredCase } from './gathered-case.ts';

/** How long an attempt may take, ms: little where it ends by that alone, else more than any machine needs. */
const patience = (mode: FailureMode) => (mode === 'hang' || mode === 'stall' ? 150 : ASK_LIMITS.attemptMs);

/** What each way of failing is called in the ledger, and how often the model is asked when it goes on failing. */
const EXPECTED: Readonly<Record<FailureMode, readonly [failure: string, asked: number]>> = {
  throttled: ['throttled', 3],
  quota: ['throttled', 3],
  unavailable: ['unavailable', 3],
  'internal-error': ['unavailable', 3],
  'model-error': ['unavailable', 3],
  'model-not-ready': ['unavailable', 3],
  'model-timeout': ['timed-out', 3],
  'gateway-page': ['unavailable', 3],
  hang: ['timed-out', 3],
  stall: ['timed-out', 3],
  reset: ['unavailable', 3],
  'access-denied': ['unavailable', 1],
  'no-such-model': ['unavailable', 1],
  guardrail: ['refused', 1],
  filtered: ['refused', 1],
  refusal: ['refused', 1],
  'cut-short': ['cut-short', 1],
  'context-exceeded': ['cut-short', 1],
  text: ['malformed', 3],
  'two-calls': ['malformed', 3],
  'other-tool': ['malformed', 3],
  'malformed-tool-use': ['malformed', 3],
  'malformed-json': ['malformed', 3],
  'no-converse-reply': ['malformed', 3],
  'unknown-field': ['malformed', 3],
  'missing-field': ['malformed', 3],
  'wrong-type': ['malformed', 3],
  'out-of-range': ['malformed', 3],
  'too-many': ['malformed', 3],
};

let endpoint: ModelEndpoint;
const converse = () =>
  bedrockConverse({
    region: 'eu-central-1',
    endpoint: endpoint.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

beforeAll(async () => {
  endpoint = await startModelEndpoint({ port: 0, backend: referenceBackend });
});
afterAll(() => endpoint.stop());
beforeEach(() => endpoint.fail('off'));

describe('T8, T23: a model that fails leaves the case without an assessment, through the real SDK', () => {
  it.each(FAILURE_MODES)('%s', async (mode) => {
    const of = await gatheredCase({ converse: converse(), limits: { ...ASK_LIMITS, attemptMs: patience(mode) } });
    const before = endpoint.requests();
    endpoint.fail(mode, 100);
    const [failure, asked] = EXPECTED[mode];
    expect(await run(assessInput, of.deps)).not.toHaveProperty('state');
    expect(of.last()).toMatchObject({ stage: 'unassessed', writer: 'assess', body: { failure, asked, visit: 1 } });
    expect(of.last()?.body).not.toHaveProperty('assessment');
    expect(String(of.last()?.body['words']).length).toBeLessThanOrEqual(500);
    const received = endpoint.requests() - before;
    if (patience(mode) === ASK_LIMITS.attemptMs) expect(received).toBe(asked);
    else expect(received, 'an attempt may be over before it arrives').toBeLessThanOrEqual(asked);
    expect(of.waits).toHaveLength(asked - 1);
  });

  it('nobody listens', async () => {
    const gone = await startModelEndpoint({ port: 0, backend: referenceBackend });
    await gone.stop();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const of = await gatheredCase({
      converse: bedrockConverse({ region: 'eu-central-1', endpoint: gone.url, credentials }),
    });
    await run(assessInput, of.deps);
    expect(of.last()).toMatchObject({ stage: 'unassessed', body: { failure: 'unavailable', asked: 3 } });
  });
});

describe('a model that recovers within the bounds', () => {
  const failingTwice = (mode: FailureMode): Converse => {
    const ask = converse();
    let asked = 0;
    return (input, timeoutMs) => {
      asked += 1;
      const fails = asked <= 2;
      endpoint.fail(fails ? mode : 'off');
      return ask(input, fails ? patience(mode) : timeoutMs);
    };
  };

  it.each(['throttled', 'hang', 'stall', 'reset', 'malformed-json', 'unknown-field'] as const)(
    '%s twice',
    async (mode) => {
      const of = await gatheredCase({ converse: failingTwice(mode) });
      await run(assessInput, of.deps);
      expect(of.last()).toMatchObject({ stage: 'assessed', body: { asked: 3, origin: { backend: 'reference' } } });
    },
  );
});

it('finds the endpoint by AWS_ENDPOINT_URL_BEDROCK_RUNTIME', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', endpoint.url);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  try {
    const of = await gatheredCase({ converse: bedrockConverse() });
    await run(assessInput, of.deps);
    expect(of.last()?.stage).toBe('assessed');
  } finally {
    vi.unstubAllEnvs();
  }
});
