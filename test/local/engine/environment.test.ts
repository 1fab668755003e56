import { afterEach, expect, it, vi } from 'vitest';
import { engineEnvironment, withoutAwsSettings } from '../../../local/engine/environment.ts';

afterEach(() => vi.unstubAllEnvs());

it('leaves nothing of the user’s AWS that could lead a local deploy elsewhere', () => {
  const env = { PATH: '/bin', AWS_PROFILE: 'production', AWS_SESSION_TOKEN: 't', AWS_ENDPOINT_URL_S3: 'http://x' };
  expect(withoutAwsSettings(env)).toEqual({ PATH: '/bin' });
});

it('keeps loopback away from a proxy, and what the user keeps away too', () => {
  vi.stubEnv('NO_PROXY', 'intranet.example,localhost');
  const { NO_PROXY, no_proxy } = engineEnvironment('http://127.0.0.1:4566');
  expect(NO_PROXY).toBe('intranet.example,localhost,127.0.0.1,::1');
  expect(no_proxy).toBe(NO_PROXY);
});

it('points SDK and CLI at the engine with keys that are no secret', () => {
  expect(engineEnvironment('http://127.0.0.1:4566')).toMatchObject({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
  });
});
