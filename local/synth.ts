import { join, resolve } from 'node:path';
import { run } from './run.ts';
import { signCode } from './signatures/sign-code.ts';

const repository = resolve(import.meta.dirname, '..');

const node = async (file: string, seconds: number, env = process.env): Promise<void> => {
  process.stdout.write(await run('node', [join('bin', file)], { cwd: repository, timeoutMs: seconds * 1_000, env }));
};

/** Builds the functions, then synthesises the templates into `cdk.out`, signed by this clone's sample signers. */
await node('build.ts', 60);
await node('app.ts', 120, { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(await signCode()) });
