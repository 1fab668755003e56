import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Every folder that holds TypeScript of ours. */
export const FOLDERS = ['bin', 'lib', 'statemachines', 'lambdas', 'cli', 'local', 'erp', 'test', 'bench'] as const;

/** One import: a file of ours, and a file of ours (from the root) or a package's name (`node:` for built-ins). */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly external: boolean;
}

export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every source file under `root`, paths from there. */
export function sourcesOf(root: string): Source[] {
  return globSync(
    FOLDERS.map((folder) => `${folder}/**/*.{ts,mts,mjs}`),
    { cwd: root },
  )
    .filter((path) => !path.split('/').includes('node_modules'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Types count: esbuild would drop `import type` before it becomes an edge. */
const typesAsImports: Plugin = {
  name: 'types-as-imports',
  setup({ onLoad }) {
    onLoad({ filter: /\.m?[tj]s$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8').replaceAll(
        /^(?:import|export) type (?:\{[^}]*\}|\* as \w+|\w+) from ('[^']+')/gm,
        'import $1',
      );
      return { contents: text, loader: path.endsWith('ts') ? 'ts' : 'js' };
    });
  },
};

/** All imports of all sources under `root`, resolved by esbuild. */
export async function edgesOf(root: string): Promise<Edge[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: sourcesOf(root).map(({ path }) => path),
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'out',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    treeShaking: false,
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [typesAsImports],
    logLevel: 'silent',
  });
  return Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
    imports.map(({ path, external = false }) => ({ from, to: external ? packageOf(path) : path, external })),
  );
}

/** `@scope/name/inside` → `@scope/name`; built-ins always with `node:`. */
function packageOf(specifier: string): string {
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
