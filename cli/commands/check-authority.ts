import { loadPolicies } from '../../lambdas/shared/authority/policy-set.ts';
import { proveAuthority } from '../../lambdas/shared/authority/proof/prove.ts';
import { tellFailures } from '../../lambdas/shared/authority/proof/tell.ts';
import { registry } from '../../statemachines/registry.ts';
import { readItems } from '../authority/read-items.ts';
import { readRates } from '../authority/read-rates.ts';

/**
 * `authority check FILE…`: offline; the files are one set of authority data, proved with the policies of this checkout.
 * @throws Error with the counter-examples
 */
export async function checkAuthority(files: string[], options: { rates?: string; json?: true }): Promise<void> {
  const items = await readItems(files);
  const { cells, failures } = proveAuthority({
    workflows: registry.map((workflow) => ({ workflow, policies: loadPolicies(workflow) })),
    items,
    rates: readRates(options.rates, items),
    now: new Date().toISOString(),
  });
  const said = `${cells} cells tried, ${failures.length} counter-examples`;
  if (options.json) process.stdout.write(`${JSON.stringify({ cells, failures }, null, 2)}\n`);
  else process.stdout.write(failures.length === 0 ? `${said}\n` : `${tellFailures(failures)}\n${said}\n`);
  if (failures.length === 0) return;
  const rates = failures.some(({ rule }) => rule === 'currencies-have-rates')
    ? '; give rates: --rates EUR=1,GBP=0.86'
    : '';
  throw new Error(`the authority data do not hold${rates}`);
}
