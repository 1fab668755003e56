import type { RunningErp } from '../../erp/start.ts';
import { changeOf } from '../../lambdas/erp/tryton/change-party.ts';
import { partyFactsFrom } from '../../lambdas/erp/tryton/read-party-facts.ts';
import type { PartyChange } from '../../statemachines/master-data/change-party-payload.ts';
import { type PartyFact, type PartyFacts, partyFacts } from '../../statemachines/master-data/facts.ts';
import { clientsOf } from './clean-invoice.ts';

export const CASE = `master-data-${'7'.repeat(32)}`;

/** Valid account numbers that are nobody's. */
export const FREE = { first: 'FR7630006000011234567890189', second: 'DE89370400440532013000' };

type Clients = ReturnType<typeof clientsOf>;
interface Asked {
  readonly key?: string;
  readonly digest?: string;
  readonly as?: keyof Clients;
  readonly versions?: PartyFacts['versions'];
}

/** Facts and changes of parties of a running ERP, as the adapter asks for them; a vendor is named by its code. */
export function stewarding(erp: RunningErp) {
  const clients = clientsOf(erp);
  let made = 0;
  const call = (as: keyof Clients, method: string, ...args: unknown[]) =>
    clients[as].call('countersign.command', method, ...args);
  const idOf = (code: string) => String(erp.masters.vendors[code] ?? code);
  const factsOf = async (code: string, more: object = {}): Promise<PartyFacts> => {
    const query = { role: 'vendor', code, name: 'nobody at all', ibans: [], ...more };
    return partyFacts.parse(partyFactsFrom(await call('reader', 'party_facts', query)));
  };
  return {
    clients,
    call,
    idOf,
    factsOf,
    async party(code: string): Promise<PartyFact & { readonly version: string }> {
      const { parties, versions } = await factsOf(code);
      const party = parties.find(({ matchedBy }) => matchedBy.includes('code'));
      const version = versions.find(({ id }) => id === party?.id)?.version;
      if (!party || !version) throw new Error(`there is no ${code}`);
      return { ...party, version };
    },
    async change(code: string, change: PartyChange, { key, digest = 'd', as = 'steward', versions }: Asked = {}) {
      const now = versions ?? (await factsOf(code)).versions.filter(({ id }) => id === idOf(code));
      const payload = { schema: 1, caseId: CASE, party: idOf(code), code, role: 'vendor', change, versions: now };
      made += 1;
      return call(as, 'change_party', key ?? `change/${made}`, digest, changeOf(payload));
    },
    async record(model: string, values: object): Promise<number> {
      const [id] = (await clients.purchase.call(model, 'create', [values])) as number[];
      return Number(id);
    },
  };
}
