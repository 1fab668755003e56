const region = 'eu-central-1';
const loopback = ['127.0.0.1', 'localhost', '::1'];

/** The account that the local engine is. */
export const localAccount = '000000000000';

/** The region that local stacks are deployed to. */
export const localRegion = region;

/** What the AWS SDKs and CLI need in their environment to speak to the engine, and to nothing else. */
export function engineEnvironment(endpoint: string): Record<string, string> {
  const noProxy = [...new Set([...(process.env['NO_PROXY'] ?? '').split(','), ...loopback])].filter(Boolean).join(',');
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: noProxy,
    no_proxy: noProxy,
  };
}

/** An environment without anything that points the AWS SDKs and CLI elsewhere, such as a profile. */
export function withoutAwsSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
}
