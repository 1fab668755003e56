import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { changePartyPayload } from '../../../statemachines/master-data/change-party-payload.ts';
import { proposeChange } from '../../../statemachines/master-data/proposal.ts';
import { masterData } from '../../../statemachines/master-data/workflow.ts';
import { CHANGES, changeCase, OLD_IBAN, other, party } from './fixtures.ts';
import { masterRun } from './master-run.ts';

const SURE = { confidence: 1, anomalies: [] };
const request = {
  schema: 1,
  id: 'R-1',
  role: 'vendor',
  code: 'V-100',
  name: 'x',
  change: CHANGES.hold,
  reason: 'x',
  requestedBy: 'u',
};

describe('nothing is proposed', () => {
  it.each([
    ['for a party that is unknown', changeCase({ change: CHANGES.name, parties: [other()] })],
    ['for an account that is none', changeCase({ change: { ...CHANGES.account, add: 'XX' } as never })],
  ])('%s', (_, of) => expect(proposeChange(of, [])).toBeUndefined());

  it('without the version of the party, or with two', () => {
    const of = changeCase({ change: CHANGES.name });
    const { versions } = of.facts;
    for (const other of [[], [...versions, ...versions], [{ kind: 'party', id: '13', version: 'v' }]])
      expect(proposeChange({ ...of, facts: { ...of.facts, versions: other } }, [])).toBeUndefined();
  });
});

describe('what is proposed', () => {
  it.each(Object.values(CHANGES))('is one command of one field, with the version of its party: %o', (change) => {
    const parties = [party({ hold: change === CHANGES.lift }), other({ taxId: 'FR40303265045' })];
    const proposed = proposeChange(changeCase({ change, parties }), []);
    expect(proposed?.commands).toHaveLength(1);
    const [command] = proposed?.commands ?? [];
    const { from: _, ...wanted } = change;
    expect(command).toMatchObject({ kind: 'change-party', company: 'master-data' });
    expect(changePartyPayload.parse(command?.payload)).toMatchObject({ party: '12', change: wanted });
    expect(proposed?.expects).toEqual([{ kind: 'party', id: '12', version: 'v-12' }]);
    expect(JSON.stringify(proposed)).not.toContain('V-200');
  });

  it('is never a merge: there is no such command, effect or category', () => {
    expect(masterData.effects.map(({ command }) => command)).toEqual(['change-party']);
    expect(masterData.authority.categories.filter((of) => of.includes('merge'))).toEqual([]);
    const folder = new URL('../../../statemachines/master-data/', import.meta.url);
    for (const file of ['change-party-payload.ts', 'policy.cedar'])
      expect(readFileSync(new URL(file, folder), 'utf8')).not.toMatch(/merge/i);
    const graph = readFileSync(new URL('workflow.asl.json', folder), 'utf8');
    expect([...graph.matchAll(/'command': '([^']+)'/g)].map(([, kind]) => kind)).toEqual(['change-party']);
    expect(readdirSync(folder).filter((name) => /merge/.test(name))).toEqual([]);
    const change = { field: 'merge', into: '13' };
    const payload = {
      schema: 1,
      caseId: changeCase({ change: CHANGES.name }).caseId,
      party: '12',
      role: 'vendor',
      change,
    };
    expect(changePartyPayload.safeParse({ ...payload, versions: [] }).success).toBe(false);
  });
});

describe('the effect', () => {
  it('changes the party once, and is told without a value', async () => {
    const run = masterRun();
    const ref = await run.decided('risk', request, SURE);
    expect(await run.carryOut(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(await run.carryOut(ref)).toMatchObject({ answer: { kind: 'success' } });
    expect(run.applied.map(({ party: id, change }) => [id, change])).toEqual([['12', { field: 'hold', to: true }]]);
    expect(statusOf(await run.entriesOf(ref))).toBe('posted');
    const [event] = await run.told(ref);
    expect(event?.type).toBe('party.changed.v1');
    expect(event?.data).toMatchObject({
      deviations: [],
      record: { id: '12', number: 'V-100', version: 'v2', field: 'hold' },
    });
  });

  it('is not reached where a person must decide and nobody has', async () => {
    const run = masterRun();
    const ref = await run.decided('supplier-portal', { ...request, change: CHANGES.account }, SURE);
    expect(await run.carryOut(ref)).toMatchObject({ answer: { error: 'NotAuthorised' } });
    expect(run.applied).toEqual([]);
  });

  it('waits while the writes of master data are held, and goes on after it', async () => {
    const run = masterRun();
    const ref = await run.decided('risk', request, SURE);
    const { read } = run.authority;
    const held = { key: 'hold#master-data', held: true, until: '2026-11-24T10:00:00.000Z', version: 1 };
    run.authority.read = async (scope) => ({ ...(await read(scope)), hold: held as never });
    expect(await run.carryOut(ref)).toMatchObject({ kind: 'later', outage: true });
    run.authority.read = read;
    expect(await run.carryOut(ref)).toMatchObject({ kind: 'settled' });
  });
});

describe('the ledger and the bus', () => {
  it('hold no account, tax id or name', async () => {
    const run = masterRun();
    for (const [index, change] of [CHANGES.account, CHANGES['tax-id'], CHANGES.name].entries()) {
      const source = change.field === 'name' ? 'crm' : 'supplier-portal';
      const ref = await run.decided(source, { ...request, id: `R-${index}`, change }, SURE);
      const text = JSON.stringify(await run.entriesOf(ref));
      for (const value of [OLD_IBAN, 'FR40303265045', 'Papeterie']) expect(text).not.toContain(value);
    }
  });
});
