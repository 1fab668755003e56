import { describe, expect, it } from 'vitest';
import { intoFolder } from '../../../bin/build/manifest-urls.ts';

describe('files of a manifest in a bundle', () => {
  it.each([`new URL('../kernel/x.ts', import.meta.url)`, `new URL('https://example.com/x')`, `new URL('./x', base)`])(
    'leaves %s alone',
    (source) => {
      expect(intoFolder(source, 'slug')).toBe(source);
    },
  );

  it.each([
    `new URL('./policy.cedar', import.meta.url)`,
    `new URL("./policy.cedar", import.meta.url)`,
    `new URL('./policy.cedar',\n  import.meta.url)`,
  ])('lie in the folder of the workflow: %s', (source) => {
    expect(intoFolder(`a = ${source};`, 'slug')).toBe(`a = new URL('./slug/policy.cedar', import.meta.url);`);
  });
});
