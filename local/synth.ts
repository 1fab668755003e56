import { join, resolve } from 'node:path';
import { run } from './run.ts';
import { signCode } from './signatures/sign-code.ts';

const repository = resolve(import.meta.dirname, '..');

/** Builds the functions, then synthesises the templates into `cdk.out`, signed by this clone's sample signers. */
await run('node', [join('bin', 'build.ts')], { cwd: repository, timeoutMs: 60_000 });
const context = JSON.stringify(await signCode());
await run('node', [join('bin', 'app.ts')], {
  cwd: repository,
  timeoutMs: 120_000,
  env: { ...process.env, CDK_CONTEXT_JSON: context },
});
