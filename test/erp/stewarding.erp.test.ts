import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import { partyRecord } from '../../lambdas/erp/tryton/change-party.ts';
import { stateDir } from '../../local/state-dir.ts';
import type { PartyChange } from '../../statemachines/master-data/change-party-payload.ts';
import { cleanInvoice } from './clean-invoice.ts';
import { CASE, FREE, stewarding } from './stewarding.ts';

let erp: RunningErp;
let at: ReturnType<typeof stewarding>;
beforeAll(async () => {
  erp = await startErp({ port: 8157 });
  at = stewarding(erp);
}, 400_000);
afterAll(() => erp?.stop());

const lookup = (key: string) => at.call('reader', 'lookup', key);
const HOLD: PartyChange = { field: 'hold', to: true };

describe('what is refused leaves nothing behind', () => {
  const refused: [string, PartyChange, string][] = [
    [
      'an account number that is none',
      { field: 'bank-account', add: 'FR7630006000011234567890188' },
      'INVALID_IBAN: .*IBAN',
    ],
    [
      'the account of another vendor',
      { field: 'bank-account', add: 'DE49370400440532013914' },
      'ACCOUNT_OF_ANOTHER_PARTY: .*Rheintal',
    ],
    [
      'the account that it has',
      { field: 'bank-account', add: 'FR7630004008280001020487192' },
      'ACCOUNT_ALREADY_THERE: .*7192',
    ],
    ['to remove one that it has not', { field: 'bank-account', remove: FREE.first }, 'ACCOUNT_NOT_THERE: '],
    ['to remove that of another', { field: 'bank-account', remove: 'DE49370400440532013914' }, 'ACCOUNT_NOT_THERE: '],
    [
      'both, if one of both is wrong',
      { field: 'bank-account', remove: 'FR7630004008280001020487192', add: 'FR7630006000011234567890188' },
      'INVALID_IBAN: ',
    ],
    [
      'a VAT number with a wrong check digit',
      { field: 'tax-id', to: 'FR59512340985' },
      'INVALID_TAX_ID: .*FR59512340985',
    ],
    ['a VAT number of no country', { field: 'tax-id', to: 'QQ512340985' }, 'INVALID_TAX_ID: .*QQ'],
  ];
  it.each(refused)('%s', async (name, change, words) => {
    const before = await at.party('V-1001');
    await expect(at.change('V-1001', change, { key: `refused/${name}` })).rejects.toThrow(new RegExp(`^${words}`));
    expect(await lookup(`refused/${name}`)).toBeNull();
    expect(await at.party('V-1001')).toEqual(before);
  });

  const odd: [string, object, string][] = [
    ['a party that is not there', { party: 999_999 }, 'PARTY_UNKNOWN'],
    ['a code for an id', { party: 'V-1001' }, 'INVALID_CHANGE'],
    ['a field that nobody may change', { change: { field: 'code', to: 'V-9' } }, 'INVALID_CHANGE'],
    ['a word for a yes (T1)', { change: { field: 'hold', to: 'false' } }, 'INVALID_CHANGE'],
    ['an empty name', { change: { field: 'name', to: ' ' } }, 'INVALID_CHANGE'],
    ['no account at all', { change: { field: 'bank-account' } }, 'INVALID_CHANGE'],
    ['a part that is not known', { change: { field: 'name', to: 'X', hold: true } }, 'INVALID_CHANGE'],
    ['another member', { active: false }, 'INVALID_CHANGE'],
    ['no versions', { versions: undefined }, 'INVALID_CHANGE'],
    ['versions that are none', { versions: 'all' }, 'INVALID_CHANGE'],
    ['versions of nothing of the party', { versions: [] }, 'INVALID_CHANGE'],
  ];
  it.each(odd)('%s', async (_, changes, code) => {
    const id = Number(at.idOf('V-1001'));
    const whole = { party: id, description: 'case', change: HOLD, versions: [['party', id, 'x']], ...changes };
    await expect(at.call('steward', 'change_party', 'refused/odd', 'd', whole)).rejects.toThrow(
      new RegExp(`^${code}: `),
    );
    expect(await lookup('refused/odd')).toBeNull();
  });

  it('a party that is no longer used', async () => {
    await at.record('party.party', { name: 'Gone', code: 'V-GONE', active: false });
    const { id } = await at.party('V-GONE');
    const { versions } = await at.factsOf('V-GONE');
    await expect(at.change(id, HOLD, { versions })).rejects.toThrow(/^PARTY_INACTIVE: /);
  });

  it('a change of what has changed since it was looked at', async () => {
    const { versions } = await at.factsOf('V-1002');
    await at.change('V-1002', { field: 'name', to: 'Rheintal Maschinenbau AG' });
    await expect(at.change('V-1002', HOLD, { versions })).rejects.toThrow(/^STALE_VERSION: party/);
    expect(await at.party('V-1002')).toMatchObject({ name: 'Rheintal Maschinenbau AG', hold: false });
  });

  it('the account of several owners, of which one must not lose it for all', async () => {
    const { id, accounts } = await at.party('V-1010');
    const database = new DatabaseSync(stateDir('erp', 'run-8157', 'erp.sqlite'), { timeout: 10_000 });
    const owners = '"bank_account-party_party" (account, owner)';
    database.exec(
      `INSERT INTO ${owners} SELECT account, ${at.idOf('V-1009')} FROM ${owners.split(' ')[0]} WHERE owner = ${id}`,
    );
    database.close();
    const remove = at.change('V-1010', { field: 'bank-account', remove: accounts[0]?.number ?? '' });
    await expect(remove).rejects.toThrow(/^ACCOUNT_SHARED: .*Nordlicht/);
  });
});

describe('a service user', () => {
  it('without the right changes no party, one that posts included', async () => {
    for (const as of ['reader', 'invoice', 'purchase'] as const) {
      await expect(at.change('V-1003', HOLD, { key: 'rights/1', as })).rejects.toThrow(/^ACCESS_DENIED: /);
    }
    expect(await lookup('rights/1')).toBeNull();
  });

  it('with it posts nothing, and reaches no model', async () => {
    const invoice = cleanInvoice(erp, 'PO-2026-0110');
    await expect(at.call('steward', 'post_invoice', 'rights/2', 'd', invoice)).rejects.toThrow(/^ACCESS_DENIED: /);
    await expect(at.call('steward', 'check_invoice', invoice)).rejects.toThrow(/^ACCESS_DENIED: /);
    for (const model of [
      'party.party',
      'party.identifier',
      'bank.account',
      'bank.account.number',
      'res.user',
      'ir.note',
    ]) {
      await expect(at.clients.steward.call(model, 'write', [1], {})).rejects.toThrow(/not allowed/);
    }
    await expect(at.clients.steward.call('countersign.touch', 'search', [], 0, null, null)).rejects.toThrow();
  });
});

describe('a key', () => {
  it('changes once, whoever repeats it how often at once (T11)', async () => {
    const { versions } = await at.factsOf('V-1004');
    const asked = { key: 'key/once', versions };
    const answers = await Promise.all(Array.from({ length: 5 }, () => at.change('V-1004', HOLD, asked)));
    expect(answers.filter((answer) => (answer as { replayed: boolean }).replayed)).toHaveLength(4);
    expect(new Set(answers.map((answer) => JSON.stringify(partyRecord(answer)))).size).toBe(1);
    expect(await lookup('key/once')).toMatchObject({
      digest: 'd',
      result: { id: Number(at.idOf('V-1004')), hold: true },
    });
  });

  it('is not used again for anything else (T12)', async () => {
    await expect(at.change('V-1004', HOLD, { key: 'key/once', digest: 'e' })).rejects.toThrow(
      /^IDEMPOTENCY_KEY_REUSED: /,
    );
    const invoice = cleanInvoice(erp, 'PO-2026-0110');
    await expect(at.call('invoice', 'post_invoice', 'key/once', 'e', invoice)).rejects.toThrow(
      /^IDEMPOTENCY_KEY_REUSED: /,
    );
  });

  it('names no document, not even the one whose id is the party’s', async () => {
    expect(await at.call('reader', 'documents_of', ['key/once'])).toEqual([]);
  });
});

describe('a change', () => {
  it('of an account is made, read back, told under its key, and shown with its case', async () => {
    const before = await at.party('V-1001');
    const old = before.accounts[0]?.number ?? '';
    const change = { field: 'bank-account', add: FREE.first, remove: old } as const;
    const answer = await at.change('V-1001', change, { key: 'account/1' });
    const after = await at.party('V-1001');
    const expected = { name: 'Papeterie Lumière SARL', taxId: 'FR58512340985', accounts: [FREE.first], hold: false };
    expect(partyRecord(answer)).toEqual({
      ...{ id: at.idOf('V-1001'), number: 'V-1001', version: after.version },
      fields: expected,
    });
    expect(after.version).not.toBe(before.version);
    expect(after.accounts.map(({ number, active }) => [number, active])).toEqual([
      [old, false],
      [FREE.first, true],
    ]);
    const recorded = await lookup('account/1');
    expect(partyRecord((recorded as { result: unknown }).result)).toEqual(partyRecord(answer));
    const domain = [['resource', '=', `party.party,${at.idOf('V-1001')}`]];
    const [note] = (await at.clients.purchase.call('ir.note', 'search', domain, 0, null, null)) as number[];
    const [said] = (await at.clients.purchase.call('ir.note', 'read', [note], ['message'])) as { message: string }[];
    expect(said?.message).toBe(`Countersign, case ${CASE}: account ${old} removed, account ${FREE.first} added`);
  });

  it('takes an account back that was removed, as the same one', async () => {
    const [old] = (await at.party('V-1003')).accounts;
    const iban = old?.number ?? '';
    await at.change('V-1003', { field: 'bank-account', remove: iban });
    expect((await at.party('V-1003')).accounts).toMatchObject([{ number: iban, active: false }]);
    await at.change('V-1003', { field: 'bank-account', add: iban });
    const { accounts } = await at.party('V-1003');
    expect(accounts).toMatchObject([{ number: iban, active: true }]);
    expect(accounts[0]?.since).not.toBe(old?.since);
  });

  it.each([
    ['V-1006', { field: 'name', to: 'Another Name Ltd' }, { name: 'Another Name Ltd' }],
    ['V-1006', { field: 'hold', to: true }, { hold: true }],
    ['V-1006', { field: 'hold', to: false }, { hold: false }],
    ['V-1005', { field: 'tax-id', to: 'DE136695976' }, { taxId: 'DE136695976' }],
    ['V-1006', { field: 'tax-id', to: 'GB980780684' }, { taxId: 'GB980780684' }],
    ['V-1007', { field: 'tax-id', to: 'FR40303265045' }, { taxId: 'FR40303265045' }],
  ] as const)('of %s, %j, is read back and nothing else with it', async (code, change, expected) => {
    const { version, accounts, matchedBy: _, ...before } = await at.party(code);
    const answer = partyRecord(await at.change(code, change));
    const { version: now, accounts: same, matchedBy: __, ...after } = await at.party(code);
    expect(answer.fields).toMatchObject(expected);
    expect(after).toEqual({ ...before, ...expected });
    expect(same).toEqual(accounts);
    expect(answer.version).toBe(now);
    expect(now).not.toBe(version);
  });
});
