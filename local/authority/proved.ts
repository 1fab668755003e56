import { loadPolicies } from '../../lambdas/shared/authority/policy-set.ts';
import { proveAuthority } from '../../lambdas/shared/authority/proof/prove.ts';
import type { AuthorityItem } from '../../lambdas/shared/authority/proof/register.ts';
import { tellFailures } from '../../lambdas/shared/authority/proof/tell.ts';
import { registry } from '../../statemachines/registry.ts';
import { SetupError } from '../progress.ts';

/** Worth the same, roughly: what the proof measures sample limits by. */
export const SAMPLE_RATES = { EUR: '1', GBP: '0.8604' } as const;

/**
 * The items, if the authority proof finds nothing wrong with them.
 * @throws SetupError with the counter-examples
 */
export function proved<Item extends AuthorityItem>(items: readonly Item[], now: Date): readonly Item[] {
  const workflows = registry.map((workflow) => ({ workflow, policies: loadPolicies(workflow) }));
  const { failures } = proveAuthority({ workflows, items, rates: SAMPLE_RATES, now: now.toISOString() });
  if (failures.length === 0) return items;
  throw new SetupError(
    `the authority data do not hold:\n${tellFailures(failures)}`,
    'mend local/authority or the policies; see docs/authority.md',
  );
}
