import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../../lambdas/shared/authority/proof/failure.ts';
import { failuresOf, proveAuthority } from '../../../../../lambdas/shared/authority/proof/prove.ts';
import { figures } from '../../../../support/figures.ts';
import { BAD_DATA } from './bad-data.ts';
import { BAD_MANIFESTS, BAD_POLICIES } from './bad-policies.ts';
import { proving, soundSet } from './sound-set.ts';

const BAD_SETS = [...BAD_POLICIES, ...BAD_MANIFESTS, ...BAD_DATA];

describe('a bad set is caught', () => {
  it.each(BAD_SETS)('%s: %s', (_, caughtBy, change) => {
    const caught = failuresOf(proving(change(soundSet()))).find(({ rule }) => rule === caughtBy);
    expect(caught?.counterexample).toMatch(/\w/);
  });
});

describe('the table of bad sets', () => {
  it('has at least 30, no two alike, and one for every rule but those of the functions themselves', (context) => {
    figures(context, { 'bad sets': BAD_SETS.length });
    expect(BAD_SETS.length).toBeGreaterThanOrEqual(30);
    expect(new Set(BAD_SETS.map(([what]) => what)).size).toBe(BAD_SETS.length);
    const unseen = Object.keys(RULES).filter((rule) => !BAD_SETS.some(([, caughtBy]) => caughtBy === rule));
    expect(unseen).toEqual(['least-role-is-asked', 'four-eyes-from-threshold']);
  });
});

it('the set that they all change holds, over cells of each category', () => {
  const { cells, failures } = proveAuthority(proving(soundSet()));
  expect(failures).toEqual([]);
  expect(cells).toBeGreaterThan(90);
});
