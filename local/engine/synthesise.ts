import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../run.ts';
import { localAccount, localRegion } from './environment.ts';

const repository = resolve(import.meta.dirname, '..', '..');
/** What the CDK CLI tells every app besides the user's own context. */
const CLI_CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };
/** Where the CLI keeps the archives that it has made, named by the hash of what is in them. */
const ARCHIVES = '.cache';

/**
 * Writes the templates of `bin/app.ts` for the local account into `folder`, as the CDK CLI would, while no engine runs yet.
 * Our proofs and cdk-nag run at every synthesis; the CDK's own look at the finished templates is left to `npm test`.
 * The archives of functions that have not changed since the last time stay in the folder, and nothing else.
 */
export async function synthesise(folder: string, context: Readonly<Record<string, string>>): Promise<void> {
  keepArchivesOnly(folder);
  await run('node', ['bin/app.ts'], {
    cwd: repository,
    timeoutMs: 120_000,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_DEFAULT_ACCOUNT: localAccount,
      CDK_DEFAULT_REGION: localRegion,
      CDK_CONTEXT_JSON: JSON.stringify({ ...CLI_CONTEXT, ...context }),
      CDK_VALIDATION: 'false',
    },
  });
  dropOldArchives(folder);
}

function keepArchivesOnly(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name !== ARCHIVES) rmSync(join(folder, name), { recursive: true });
}

/** Those whose asset is not in the folder any more, and those that were left half written. */
export function dropOldArchives(folder: string): void {
  const archives = join(folder, ARCHIVES);
  mkdirSync(archives, { recursive: true });
  const wanted = new Set(readdirSync(folder).map((name) => name.replace(/^asset\.(.+)$/, '$1.zip')));
  for (const name of readdirSync(archives)) if (!wanted.has(name)) rmSync(join(archives, name));
}
