import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { manifestUrls } from './manifest-urls.ts';
import { oneLanguage } from './one-language.ts';

/** What CommonJS dependencies expect of their module scope. */
const BANNER = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __dirname = import.meta.dirname, __filename = import.meta.filename;`;

export interface Bundle {
  readonly code: Uint8Array;
  /** Every file that went into it, from the root. */
  readonly inputs: readonly string[];
}

/**
 * Bundles every entry into one ES module each, in one pass, in memory. The SDK is bundled too: what runs is then what
 * was locked and tested, and a local engine has none of its own.
 * @throws Error naming entries that do not exist; whatever esbuild finds wrong
 */
export async function esbuildPass(
  root: string,
  entries: Readonly<Record<string, string>>,
): Promise<Map<string, Bundle>> {
  const missing = Object.entries(entries).filter(([, file]) => !existsSync(join(root, file)));
  if (missing.length > 0) {
    const list = missing.map(([name, file]) => `${name} (${file})`).join(', ');
    throw new Error(`no entry file for ${list}: write it, or take the function out of lib/functions.ts`);
  }
  const outdir = join(root, 'dist');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [`${name}/index`, file])),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: BANNER },
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [manifestUrls, oneLanguage],
  });
  const contents = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  return new Map(
    Object.keys(entries).map((name) => {
      const file = `dist/${name}/index.mjs`;
      const code = contents.get(join(root, file)) ?? new Uint8Array();
      return [name, { code, inputs: Object.keys(metafile.outputs[file]?.inputs ?? {}) }];
    }),
  );
}
