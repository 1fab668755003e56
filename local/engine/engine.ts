import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startChild } from '../child.ts';
import { stateDir } from '../state-dir.ts';
import { installEngine } from './install.ts';
import type { EngineLayout } from './layout.ts';
import { requireFreePort } from './port.ts';

const nodeFolder = resolve(import.meta.dirname, '..', '..', 'node_modules', 'node', 'bin');

/** A running LocalStack. */
export interface Engine {
  /** For example `http://127.0.0.1:4566`; functions see the same as AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  readonly pid: number;
  readonly logFile: string;
  /** Settles with the exit code when the engine ends, whoever ended it. */
  readonly ended: Promise<number>;
  /** Ends LocalStack, DynamoDB Local and every function; its state is lost. */
  stop(): Promise<void>;
}

/**
 * Installs what is missing and starts LocalStack on loopback, empty.
 * Fails with a SetupError if the port is taken or LocalStack does not come up within two minutes.
 */
export async function startEngine({ port }: { port: number }): Promise<Engine> {
  const layout = await installEngine();
  await requireFreePort(port, 'The local engine');
  const root = stateDir('run', `engine-${port}`);
  prepareRoot(root, layout);
  const endpoint = `http://127.0.0.1:${port}`;
  const child = await startChild({
    name: `engine-${port}`,
    command: layout.python,
    args: ['-m', 'countersign_engine'],
    cwd: root,
    env: environmentOf(layout, root, port),
    ready: () => isHealthy(endpoint),
    readyWithinMs: 120_000,
    graceMs: 500,
  });
  return { ...child, endpoint, stop: () => child.stop().finally(() => rmSync(root, { recursive: true, force: true })) };
}

async function isHealthy(endpoint: string): Promise<boolean> {
  const response = await fetch(`${endpoint}/_localstack/health`, { signal: AbortSignal.timeout(2_000) });
  return response.ok;
}

/** LocalStack finds the installed libraries through a link; all else in its root belongs to this run. */
function prepareRoot(root: string, layout: EngineLayout): void {
  const libraries = join(root, 'var', 'lib', 'localstack', 'lib');
  rmSync(root, { recursive: true, force: true });
  for (const folder of [dirname(libraries), join(root, 'tmp'), join(root, 'home')]) {
    mkdirSync(folder, { recursive: true });
  }
  symlinkSync(layout.libraries, libraries);
}

/** The whole environment: nothing of the user's AWS, Python or proxy settings reaches the engine or the functions. */
function environmentOf(layout: EngineLayout, root: string, port: number): Record<string, string> {
  return {
    PATH: `${nodeFolder}:${process.env['PATH'] ?? ''}`,
    HOME: join(root, 'home'),
    TMPDIR: join(root, 'tmp'),
    LANG: 'C.UTF-8',
    JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
    COUNTERSIGN_JAVA: layout.java,
    COUNTERSIGN_DYNAMODB_CLASSPATH: layout.dynamoDbClasspath,
    FILESYSTEM_ROOT: root,
    OVERRIDE_IN_DOCKER: '0',
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    LOCALSTACK_HOST: `127.0.0.1:${port}`,
    DNS_ADDRESS: '0',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    DISABLE_EVENTS: '1',
    LS_LOG: 'warning',
    CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '0',
    PROVIDER_OVERRIDE_DYNAMODB: 'v2',
    LAMBDA_RUNTIME_EXECUTOR: 'subprocess',
    LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT: '40',
    LAMBDA_RETRY_BASE_DELAY: '2',
    LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.2',
    LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '0.5',
    LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC: '0.5',
    SQS_DISABLE_CLOUDWATCH_METRICS: '1',
    SQS_ENDPOINT_STRATEGY: 'path',
  };
}
