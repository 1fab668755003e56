import { describe, expect, it } from 'vitest';
import { parseChangeRequest } from '../../../statemachines/master-data/change-request.ts';
import { partyQuery } from '../../../statemachines/master-data/facts.ts';
import { identifyChange } from '../../../statemachines/master-data/identify.ts';
import { partyQueryOf } from '../../../statemachines/master-data/query.ts';
import { CHANGES, NEW_IBAN, OLD_IBAN, requestOf } from './fixtures.ts';
import { masterRun } from './master-run.ts';

const asked = {
  ...{ schema: 1, id: 'SP-1', role: 'vendor', code: 'V-100', name: 'Papeterie Lumière SARL' },
  ...{ change: CHANGES.account, reason: 'As agreed.', requestedBy: 'portal-user' },
};
const read = (value: unknown) => parseChangeRequest(Buffer.from(JSON.stringify(value)));

describe('a request can’t be read', () => {
  it.each<[string, object, string]>([
    ['of another field', { change: { field: 'iban', to: NEW_IBAN } }, 'document.change.field'],
    ['of two fields', { change: { ...CHANGES.name, add: NEW_IBAN } }, 'document.change'],
    ['without what stands there', { change: { field: 'hold', to: true } }, 'document.change.from'],
    ['with text for a flag', { change: { ...CHANGES.hold, to: 'true' } }, 'document.change.to'],
    ['that changes no account', { change: { field: 'bank-account', from: [] } }, 'document.change'],
    ['that adds what it removes', { change: { ...CHANGES.account, remove: NEW_IBAN } }, 'document.change'],
    ['with an invisible character', { change: { ...CHANGES.name, to: 'Ac\u200bme' } }, 'document.change.to'],
    ['without a reason', { reason: ' ' }, 'document.reason'],
    ['that names its source', { source: 'crm' }, 'document: '],
    ['of an account that nobody asks for', { requestedBy: undefined }, 'document.requestedBy'],
    ['of a tax id that nobody asks for', { change: CHANGES['tax-id'], requestedBy: undefined }, 'document.requestedBy'],
    ['of the end of a hold for nobody', { change: CHANGES.lift, requestedBy: undefined }, 'document.requestedBy'],
    ['of a third role', { role: 'employee' }, 'document.role'],
  ])('%s', (_, more, place) => {
    expect(() => read({ ...asked, ...more })).toThrow(place);
    expect(() => read({ ...asked, ...more })).not.toThrow(NEW_IBAN);
  });

  it('that is no JSON', () => {
    for (const raw of [Buffer.from('<x/>'), Buffer.from([0xff, 0xfe])])
      expect(() => parseChangeRequest(raw)).toThrow('document: is no JSON in UTF-8');
  });

  it('about another party than its event', () => {
    const document = read(asked);
    expect(() => identifyChange(document, { source: 'crm', subject: 'V-200' })).toThrow('subject: ');
  });
});

describe('a request', () => {
  it('is the same however its accounts are written', () => {
    const spaced = {
      ...CHANGES.account,
      from: ['fr76 3000 6000 0112 3456 7890 189'],
      add: 'FR14-2004-1010-0505-0001-3M02-606',
    };
    expect(read({ ...asked, change: spaced })).toEqual(read(asked));
  });

  it('is the same only from the same source', () => {
    const keys = ['crm', 'risk', 'crm'].map((source) => identifyChange(read(asked), { source }).businessKey);
    expect(keys[0]).toEqual(keys[2]);
    expect(keys[0]).not.toEqual(keys[1]);
  });

  it('asks for the party, and for what may be the same one', () => {
    const name = 'Papeterie Lumière SARL';
    const base = { role: 'vendor', code: 'V-100', name };
    const queryOf = (change: object) => partyQuery.parse(partyQueryOf(requestOf(change)));
    expect(queryOf(CHANGES.name)).toEqual({ ...base, name: 'Papeterie Soleil SARL', ibans: [] });
    expect(queryOf(CHANGES['tax-id'])).toEqual({ ...base, taxId: 'FR58512340985', ibans: [] });
    expect(queryOf({ ...CHANGES.account, remove: OLD_IBAN })).toEqual({ ...base, ibans: [NEW_IBAN, OLD_IBAN] });
    expect(queryOf(CHANGES.hold)).toEqual({ ...base, ibans: [] });
  });
});

describe('Intake', () => {
  const brought = (value: object) => ({ document: { content: JSON.stringify(value), encoding: 'utf-8' } });
  const tell = (run: ReturnType<typeof masterRun>, value: object, id: string, source = 'supplier-portal') =>
    run.tell('party.change-requested.v1', brought(value), { id, source, subject: 'V-100' });

  it('takes the same change in once, and a later one of the same field again', async () => {
    const run = masterRun();
    expect(await tell(run, asked, 'e1')).toMatchObject({ answer: 'accepted' });
    expect(await tell(run, asked, 'e2')).toMatchObject({ answer: 'duplicate' });
    expect(await tell(run, { ...asked, reason: 'Otherwise.' }, 'e3')).toMatchObject({ answer: 'conflict' });
    expect(await tell(run, { ...asked, id: 'SP-2' }, 'e4')).toMatchObject({ answer: 'accepted' });
    expect(await tell(run, asked, 'e5', 'crm')).toMatchObject({ answer: 'accepted' });
    expect(run.started).toHaveLength(3);
  });

  it('takes the changes of one party in their order', async () => {
    const run = masterRun();
    const at = (sequence: string, id: string) =>
      run.tell('party.change-requested.v1', brought({ ...asked, id }), {
        ...{ id, source: 'supplier-portal', subject: 'V-100', sequence },
      });
    expect(await at('2', 'b')).toMatchObject({ answer: 'held' });
    expect(await at('1', 'a')).toMatchObject({ answer: 'accepted' });
    expect(run.started).toHaveLength(1);
    expect(run.releases).toHaveLength(1);
  });
});
