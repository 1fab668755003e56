import type { Plugin } from 'esbuild';

/** zod's namespace drags in its messages in fifty languages, half a megabyte a bundle; English is imported apart. */
export const oneLanguage: Plugin = {
  name: 'one-language',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, ({ path, importer }) =>
      /[/\\]zod[/\\]/.test(importer) ? { path, namespace: 'one-language' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'one-language' }, () => ({ contents: 'export {};' }));
  },
};
