import { expect, it } from 'vitest';
import { confirm } from '../../../lambdas/govern/change.ts';
import { setLevel } from '../../../lambdas/govern/levels.ts';
import { lift } from '../../../lambdas/govern/stop.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { toyRun } from '../../support/toy-run.ts';

/* Loading brings these into an empty table only: what comes later must be possible here. */
it('what is not on file yet takes two people, and is then on file', async () => {
  const run = toyRun();
  const deps = toyGovern(run);
  const to = { level: 'auto', minConfidence: 0.8 } as const;
  const proposed = [
    await setLevel(governor('gia'), { workflow: 'toy', company: 'NEW', to, reason: 'a new company' }, deps),
    await lift(governor('gia'), { kind: 'workflow', id: 'new' }, 'a new workflow', deps),
  ];
  const keys = ['autonomy#toy#NEW', 'stop#workflow#new'];
  expect(proposed.map(({ state }) => state)).toEqual(['proposed', 'proposed']);
  expect(keys.map((key) => run.memory.items.get(key))).toEqual([undefined, undefined]);
  for (const [index, key] of keys.entries())
    await confirm(governor('gus'), { key, digest: String(proposed[index]?.digest) }, deps);
  expect(keys.map((key) => run.memory.items.get(key))).toMatchObject([
    { version: 1, changedBy: ['gia', 'gus'], terms: [to] },
    { version: 1, stopped: false, by: ['gia', 'gus'] },
  ]);
});
