import { dynamo } from '../../lambdas/shared/adapters/aws.ts';
import { loadPolicies } from '../../lambdas/shared/authority/policy-set.ts';
import { proveAuthority } from '../../lambdas/shared/authority/proof/prove.ts';
import type { AuthorityItem } from '../../lambdas/shared/authority/proof/register.ts';
import { tellFailures } from '../../lambdas/shared/authority/proof/tell.ts';
import { dataDigests } from '../../statemachines/kernel/signatures/content.ts';
import { requireSigned, standings } from '../../statemachines/kernel/signatures/standing.ts';
import { registry } from '../../statemachines/registry.ts';
import { requireApart } from '../authority/apart.ts';
import { loadAuthority } from '../authority/load.ts';
import { readItems } from '../authority/read-items.ts';
import { readRates } from '../authority/read-rates.ts';
import { controlPlane } from '../control-plane.ts';
import { type Places, readHeld } from '../signatures/held.ts';

export interface LoadOptions extends Places {
  readonly rates?: string;
  readonly json?: true;
}

/**
 * `authority load FILE…`: the files are the whole set; it is loaded if it is signed, and if what the table would
 * hold then is proved with the policies of this checkout.
 * @throws Error with what is missing, or the counter-examples; nothing is loaded then
 */
export async function loadAuthorityFiles(files: string[], { rates, json, ...places }: LoadOptions): Promise<void> {
  const items = await readItems(files);
  const remedy = 'countersign sign limits|materiality --data FILE… signs them; see docs/signatures.md';
  const held = await readHeld(places);
  const signed = requireSigned(await standings(dataDigests(items), held), remedy);
  const now = held.now.toISOString();
  const roles = registry.flatMap(({ authority }) => [...authority.roles, ...(authority.consents ?? [])]);
  requireApart(items, held.signers, { roles, now });
  const workflows = registry.map((workflow) => ({ workflow, policies: loadPolicies(workflow) }));
  const check = (set: readonly AuthorityItem[]) => {
    const { failures } = proveAuthority({ workflows, items: set, rates: readRates(rates, set), now });
    if (failures.length > 0) throw new Error(`the authority data do not hold:\n${tellFailures(failures)}`);
  };
  const plane = await controlPlane();
  const loaded = await loadAuthority(items, signed, { dynamo, table: plane.name('authority-table'), check });
  const { written, left } = loaded;
  const words = [
    `${written.length} of ${items.length} items written`,
    ...(left.length > 0 ? [`not written, since governance changes them in the ledger: ${left.join(', ')}`] : []),
  ];
  process.stdout.write(json ? `${JSON.stringify(loaded)}\n` : `${words.join('\n')}\n`);
}
