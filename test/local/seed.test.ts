import { expect, it } from 'vitest';
import { samplesOf } from '../../local/seed.ts';

it('the sample authority data of all workflows has each key once', () => {
  const keys = samplesOf(['MFR', 'MSL']).map(({ key }) => key);
  expect(keys.filter((key, nth) => keys.indexOf(key) !== nth)).toEqual([]);
  expect(keys).toContain('stop#all');
});
