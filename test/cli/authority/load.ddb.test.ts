import { DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadAuthority } from '../../../cli/authority/load.ts';
import { allAuthorityItems } from '../../../lambdas/shared/adapters/authority-table.ts';
import type { AuthorityItem } from '../../../lambdas/shared/authority/proof/register.ts';
import { sampleAuthority } from '../../../local/authority/sample.ts';
import { DATA_CLASSES, SIGNED_BY } from '../../../statemachines/kernel/signatures/classes.ts';
import { dataClassOf, dataDigests } from '../../../statemachines/kernel/signatures/content.ts';
import type { Standing } from '../../../statemachines/kernel/signatures/standing.ts';
import { openTables } from '../../support/ddb.ts';

let tables: Awaited<ReturnType<typeof openTables>>;
const table = () => ({ dynamo: tables.dynamo, table: tables.tables.authority });
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables?.stop());
beforeEach(async () => {
  for (const key of (await there()).keys())
    await tables.dynamo.send(new DeleteCommand({ TableName: tables.tables.authority, Key: { key } }));
});

const SET: readonly AuthorityItem[] = sampleAuthority('invoice-processing', ['MFR', 'MSL']);
const signed = (items: readonly AuthorityItem[]): Standing[] =>
  DATA_CLASSES.map((of) => ({
    ...{ class: of, digest: dataDigests(items)[of], missing: [], trusted: '' },
    signed: SIGNED_BY[of].map((owner) => ({ function: owner, signer: `signer-${owner}`, at: '' })),
  }));
const load = (items: readonly AuthorityItem[], by = signed(items)) => loadAuthority(items, by, table());
const there = async () =>
  new Map((await allAuthorityItems(tables.dynamo, tables.tables.authority)).map((item) => [item.key, item]));
const changed = (key: string, more: object) => SET.map((item) => (item.key === key ? { ...item, ...more } : item));

describe('nothing is loaded', () => {
  it.each([
    ['of a set that is not what was signed', () => load(changed('role#clerk', { terms: [] }), signed(SET)), 'limits: '],
    ['that lacks a function', () => load(SET, signed(SET).slice(0, 1)), 'materiality: '],
    ['with a key twice', () => load([...SET, ...SET.slice(0, 1)]), 'twice'],
  ])('%s', async (_, loading, words) => {
    await expect(loading()).rejects.toThrow(words);
    expect((await there()).size).toBe(0);
  });

  it.each([
    ['autonomy#invoice-processing#NEW', { kind: 'autonomy', terms: [{ level: 'auto', minConfidence: 0 }] }],
    ['stop#workflow#other', { kind: 'stop', stopped: false }],
    ['model#other', { kind: 'model', terms: [] }],
    ['unknown#other', { kind: 'unknown' }],
  ])('with %s, which nobody signs, once the first set is there: governance adds it', async (key, item) => {
    await load(SET);
    const set = [...changed('role#clerk', { terms: [] }), { key, version: 1, ...item }];
    await expect(load(set)).rejects.toThrow(key);
    expect((await there()).get('role#clerk')).toMatchObject({ version: 1 });
    expect((await there()).has(key)).toBe(false);
  });

  it('that leaves out what is in the table', async () => {
    await load(SET);
    const fewer = SET.filter(({ key }) => key !== 'role#clerk');
    await expect(load(fewer)).rejects.toThrow('role#clerk: in the table and in no file');
  });
});

describe('a set that is signed', () => {
  it('is loaded whole; its signers are those who changed it', async () => {
    expect((await load(SET)).written).toHaveLength(SET.length);
    const role = (await there()).get('role#clerk');
    expect(role).toMatchObject({ version: 1, changedBy: ['signer-finance-systems', 'signer-security'] });
  });

  it('goes on where the first load broke off: what nobody signs is written before all that is signed', async () => {
    const many = Array.from({ length: 120 }, (_, n) => ({
      key: `stop#company#${n}`,
      kind: 'stop',
      stopped: true,
      version: 1,
    }));
    const set = [...SET, ...many];
    let sent = 0;
    const send = (command: never) => {
      sent += (command as object) instanceof TransactWriteCommand ? 1 : 0;
      return sent > 1 ? Promise.reject(new Error('gone')) : tables.dynamo.send(command);
    };
    const breaking: typeof tables.dynamo = Object.assign(Object.create(tables.dynamo), { send });
    const { table: name } = table();
    await expect(loadAuthority(set, signed(set), { dynamo: breaking, table: name })).rejects.toThrow('gone');
    expect([...(await there()).keys()].filter(dataClassOf)).toEqual([]);
    expect((await there()).size).toBe(100);
    expect((await load(set)).written).toHaveLength(set.length - 100);
  });

  it('is checked as the table would hold it: with its signers, and with what governance has changed', async () => {
    await load(SET);
    const stop = { key: 'stop#all', kind: 'stop', stopped: true, version: 2 };
    await tables.dynamo.send(new PutCommand({ TableName: tables.tables.authority, Item: stop }));
    const set = changed('role#clerk', { terms: [] });
    const told: AuthorityItem[] = [];
    const check = (would: readonly AuthorityItem[]) => {
      told.push(...would);
      throw new Error('it does not hold');
    };
    await expect(loadAuthority(set, signed(set), { ...table(), check })).rejects.toThrow('it does not hold');
    const held = await there();
    expect(held.get('role#clerk')).toMatchObject({ version: 1 });
    await load(set);
    expect(told.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual([...(await there()).values()]);
    expect(told).toContainEqual(stop);
  });

  it('changes what differs, in its next version, and nothing else', async () => {
    await load(SET);
    const terms = [{ from: {}, currency: 'EUR', validFrom: '2027-01-01T00:00:00.000Z' }];
    expect(await load(changed('four-eyes#MFR', { terms }))).toEqual({ written: ['four-eyes#MFR'], left: [] });
    expect((await there()).get('four-eyes#MFR')).toMatchObject({ version: 2, terms });
    expect((await load(changed('four-eyes#MFR', { terms }))).written).toEqual([]);
  });

  it('can be compared with the table: what is there has the digest that was signed', async () => {
    await load(SET);
    expect(dataDigests([...(await there()).values()])).toEqual(dataDigests(SET));
  });

  it('never touches what governance has changed in the ledger', async () => {
    await load(SET);
    const Item = { key: 'stop#all', kind: 'stop', stopped: true, version: 2 };
    await tables.dynamo.send(new PutCommand({ TableName: tables.tables.authority, Item }));
    expect(await load(SET)).toEqual({ written: [], left: ['stop#all'] });
    expect((await there()).get('stop#all')).toEqual(Item);
  });
});
