import { describe, expect, it } from 'vitest';
import { loadPolicies } from '../../../../../lambdas/shared/authority/policy-set.ts';
import { proveAuthority } from '../../../../../lambdas/shared/authority/proof/prove.ts';
import { SAMPLE_RATES } from '../../../../../local/authority/proved.ts';
import { sampleAuthority } from '../../../../../local/authority/sample.ts';
import { registry } from '../../../../../statemachines/registry.ts';
import { figures } from '../../../../support/figures.ts';
import { HOLIDAY } from './sound-set.ts';

/** Somebody without a role in the one company stands in there for somebody with one. */
const AWAY = { key: 'delegations#person-dimitri', kind: 'delegations', version: 1, of: [HOLIDAY] };

describe.each(registry.map((workflow) => [workflow.slug, workflow] as const))('%s', (slug, workflow) => {
  it('holds by the sample authority, in every category, in euros and pounds, with somebody away', {
    timeout: 240_000,
  }, (context) => {
    const { cells, failures } = proveAuthority({
      workflows: [{ workflow, policies: loadPolicies(workflow) }],
      items: [...sampleAuthority(slug, ['MFR', 'MSL']), AWAY],
      rates: SAMPLE_RATES,
      now: '2026-11-24T09:00:00.000Z',
    });
    figures(context, { 'authority cells': cells });
    expect(failures).toEqual([]);
    expect(cells).toBeGreaterThan(2 * 10 * workflow.authority.categories.length);
  });
});
