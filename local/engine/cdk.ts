import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { run } from '../run.ts';
import { stateDir } from '../state-dir.ts';
import { engineEnvironment, localAccount, localRegion, withoutAwsSettings } from './environment.ts';

const repository = resolve(import.meta.dirname, '..', '..');
const nodeFolder = join(repository, 'node_modules', 'node', 'bin');
const programFolder = join(repository, 'node_modules', '.bin');
const deployMs = 300_000;
const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** The outputs of each stack, by stack name and output name. */
export type StackOutputs = z.infer<typeof outputsSchema>;

/** What to deploy, and where. */
export interface Deployment {
  readonly endpoint: string;
  /** The command that makes the templates, or the folder where they lie; without it, the command of cdk.json. */
  readonly app?: string;
  /** Stack names; without them, all. */
  readonly stacks?: readonly string[];
  /** Where cdk.json lies; the repository if not given. */
  readonly cwd?: string;
  /** Context values for the app. */
  readonly context?: Readonly<Record<string, string>>;
  /** What the app finds in its environment besides the engine's endpoint. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `cdk bootstrap` with the project's own CLI, and without an app, unless this engine has it. Fails with a CommandError that shows the CLI's last words. */
export async function bootstrap(endpoint: string): Promise<void> {
  if (await isBootstrapped(endpoint)) return;
  mkdirSync(stateDir('run'), { recursive: true });
  await cdk({ endpoint, cwd: stateDir('run') }, ['bootstrap', `aws://${localAccount}/${localRegion}`]);
}

/**
 * Runs {@link bootstrap} and `cdk deploy`. The templates are validated by `npm test`, not at each start. Fails with a CommandError that shows the CLI's last words.
 */
export async function deploy(deployment: Deployment): Promise<StackOutputs> {
  mkdirSync(stateDir('run'), { recursive: true });
  const folder = mkdtempSync(stateDir('run', 'cdk-'));
  try {
    await bootstrap(deployment.endpoint);
    const outputs = join(folder, 'outputs.json');
    const context = Object.entries(deployment.context ?? {}).flatMap(([key, value]) => [
      '--context',
      `${key}=${value}`,
    ]);
    const choices = ['--require-approval', 'never', '--method', 'direct', '--outputs-file', outputs];
    const output = ['--output', join(folder, 'cdk.out')];
    await cdk(deployment, ['deploy', ...(deployment.stacks ?? ['--all']), ...choices, ...output, ...context]);
    return outputsSchema.parse(JSON.parse(readFileSync(outputs, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cdk({ endpoint, app, cwd = repository, env }: Deployment, args: readonly string[]): Promise<void> {
  const quiet = ['--no-notices', '--no-version-reporting', '--progress', 'events'];
  await run('cdk', [...args, ...(app === undefined ? [] : ['--app', app]), ...quiet], {
    cwd,
    timeoutMs: deployMs,
    env: {
      ...withoutAwsSettings(process.env),
      ...engineEnvironment(endpoint),
      PATH: [nodeFolder, programFolder, process.env['PATH']].join(delimiter),
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: '1',
      CDK_VALIDATION: 'false',
      CI: 'true',
      ...env,
    },
  });
}

/** Asks CloudFormation for the stack that `cdk bootstrap` makes; the local engine does not check the signature. */
async function isBootstrapped(endpoint: string): Promise<boolean> {
  const credential = `Credential=test/20000101/${localRegion}/cloudformation/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { Authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none` },
    body: new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15', StackName: 'CDKToolkit' }),
    signal: AbortSignal.timeout(30_000),
  });
  return response.ok && (await response.text()).includes('<StackStatus>CREATE_COMPLETE<');
}
