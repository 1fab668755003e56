import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Manifests name their files as `new URL('./policy.cedar', import.meta.url)`. In a bundle that URL is the bundle's, so
 * `./policy.cedar` becomes `./<slug>/policy.cedar`, which is where the build puts the file.
 */
export const manifestUrls: Plugin = {
  name: 'manifest-urls',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]statemachines[/\\][^/\\]+[/\\]workflow\.ts$/ }, async ({ path }) => ({
      contents: intoFolder(await readFile(path, 'utf8'), basename(dirname(path))),
      loader: 'ts',
    }));
  },
};

/** Moves every `new URL('./X', import.meta.url)` of a manifest's source into a folder. */
export function intoFolder(source: string, folder: string): string {
  return source.replace(
    /new URL\((['"])\.\/([^'"]+)\1,\s*import\.meta\.url\)/g,
    `new URL('./${folder}/$2', import.meta.url)`,
  );
}
