import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import { changeOf, partyRecord } from '../../lambdas/erp/tryton/change-party.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { partyFactsFrom } from '../../lambdas/erp/tryton/read-party-facts.ts';
import type { PartyChange } from '../../statemachines/master-data/change-party-payload.ts';
import { type PartyFacts, partyFacts } from '../../statemachines/master-data/facts.ts';
import { clientsOf } from './clean-invoice.ts';

const CASE = `master-data-${'7'.repeat(32)}`;
/** Valid, and of nobody. */
const FREE = { first: 'FR7630006000011234567890189', second: 'DE89370400440532013000' };

let erp: RunningErp;
let clients: Record<'reader' | 'invoice' | 'steward' | 'purchase', TrytonClient>;
beforeAll(async () => {
  erp = await startErp({ port: 8157 });
  clients = clientsOf(erp);
}, 400_000);
afterAll(() => erp?.stop());

const run = (client: TrytonClient, method: string, ...args: unknown[]) =>
  client.call('countersign.command', method, ...args);
const partyOf = (code: string) => String(erp.masters.vendors[code]);
const factsOf = async (code: string, more: object = {}): Promise<PartyFacts> => {
  const query = { role: 'vendor', code, name: 'nobody at all', ibans: [], ...more };
  return partyFacts.parse(partyFactsFrom(await run(clients.reader, 'party_facts', query)));
};
const meant = async (code: string) => {
  const facts = await factsOf(code);
  const party = facts.parties.find(({ matchedBy }) => matchedBy.includes('code'));
  return { ...party, version: facts.versions.find(({ id }) => id === party?.id)?.version };
};
let keys = 0;
const change = async (
  code: string,
  wanted: PartyChange,
  { key = `change/${++keys}`, client = clients.steward } = {},
) => {
  const versions = (await factsOf(code)).versions.filter(({ id }) => id === partyOf(code));
  const payload = { schema: 1, caseId: CASE, party: partyOf(code), role: 'vendor', change: wanted, versions };
  return run(client, 'change_party', key, 'd', changeOf(payload));
};

describe('a change', () => {
  it('of an account is made, read back and told under its key', async () => {
    const before = await meant('V-1001');
    const old = before.accounts?.[0]?.number ?? '';
    const answer = await change(
      'V-1001',
      { field: 'bank-account', add: FREE.first, remove: old },
      { key: 'account/1' },
    );
    const after = await meant('V-1001');
    expect(partyRecord(answer)).toEqual({
      id: partyOf('V-1001'),
      number: 'V-1001',
      version: after.version,
      fields: { name: 'Papeterie Lumière SARL', taxId: 'FR58512340985', accounts: [FREE.first], hold: false },
    });
    expect(after.version).not.toBe(before.version);
    expect(after.accounts).toMatchObject([
      { number: old, active: false },
      { number: FREE.first, active: true },
    ]);
    expect(await run(clients.reader, 'lookup', 'account/1')).toMatchObject({
      digest: 'd',
      result: { accounts: [FREE.first] },
    });
  });
});
