import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ErpRefused, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import { changeOf, partyRecord, withoutValues } from '../../../../lambdas/erp/tryton/change-party.ts';
import type { TrytonClient } from '../../../../lambdas/erp/tryton/client.ts';
import { partyFactsFrom } from '../../../../lambdas/erp/tryton/read-party-facts.ts';
import { trytonWriter } from '../../../../lambdas/erp/tryton/writer.ts';
import { partyFacts } from '../../../../statemachines/master-data/facts.ts';

const caseId = `master-data-${'a'.repeat(32)}`;
const IBAN = 'DE89370400440532013000';
const payload = {
  ...{ schema: 1, caseId, party: '7', code: 'V-1001', role: 'vendor', change: { field: 'bank-account', add: IBAN } },
  versions: [{ kind: 'party', id: '7', version: 'v' }],
};
const changed = {
  ...{ replayed: false, id: 7, code: 'V-1001', name: 'Acme', taxId: null, accounts: [IBAN], hold: false },
  ...{ version: 'w', traceparent: null },
};

describe('a change is refused before anything is sent', () => {
  it.each([
    ['without a case', { caseId: undefined }, /caseId/],
    ['of no id of this ERP', { party: 'V-1001' }, /"V-1001" is no id/],
    ['on the version of no id', { versions: [{ kind: 'party', id: 'x', version: 'v' }] }, /"x" is no id/],
    ['of nothing', { change: { field: 'bank-account' } }, /neither an account/],
    ['of a field that is not governed', { change: { field: 'code', to: 'V-1' } }, /change\.field/],
    ['of an account with spaces', { change: { field: 'bank-account', add: 'DE89 3704' } }, /change\.add/],
    ['with text for a flag (T1)', { change: { field: 'hold', to: 'true' } }, /change\.to/],
    ['with something unknown', { note: 'urgent' }, /note/],
  ])('%s', (_, changes, words) => {
    const attempt = () => changeOf({ ...payload, ...changes });
    expect(attempt).toThrow(ErpRefused);
    expect(attempt).toThrow(words);
  });
});

describe('a change', () => {
  it('names the case to people, and the versions to the ERP', () => {
    expect(changeOf(payload)).toEqual({
      ...{ party: 7, description: `case ${caseId}`, change: payload.change },
      versions: [['party', 7, 'v']],
    });
  });

  it('is read back; what can’t be read is unknown, never refused', () => {
    expect(partyRecord(changed)).toEqual({
      ...{ id: '7', number: 'V-1001', version: 'w' },
      fields: { name: 'Acme', taxId: '', accounts: [IBAN], hold: false },
    });
    expect(() => partyRecord({ ...changed, accounts: undefined })).toThrow(ErpUnknown);
  });

  it('is made by the steward alone, who is never asked to post', async () => {
    const calls: string[] = [];
    const as = (user: string) => {
      const client: TrytonClient = {
        async call(_, method) {
          calls.push(`${user} ${method}`);
          return method === 'lookup' ? null : changed;
        },
        within: () => client,
      };
      return async () => client;
    };
    const writer = trytonWriter({
      poster: as('poster'),
      steward: as('steward'),
      buyer: as('buyer'),
      crediter: as('crediter'),
    });
    const command = {
      ...{ kind: 'change-party', company: '1', idempotencyKey: 'key-00001', payload },
      compensation: { kind: 'none', reason: 'none' },
    };
    await writer.post(command, 'd');
    await writer.probe(command, 'd');
    expect(calls).toEqual(['steward change_party', 'poster lookup']);
    await expect(writer.post({ ...command, kind: 'post-invoice' }, 'd')).rejects.toThrow(/^post-invoice: /);
    expect(calls).toHaveLength(2);
  });
});

describe('a refusal of the ERP', () => {
  const refusedWith = async (words: string) => {
    const client: TrytonClient = { call: () => Promise.reject(new ErpRefused(words)), within: () => client };
    const as = async () => client;
    const command = {
      ...{ kind: 'change-party', company: '1', idempotencyKey: 'key-00001', payload },
      compensation: { kind: 'none', reason: 'none' },
    };
    return trytonWriter({ poster: as, steward: as, buyer: as, crediter: as })
      .post(command, 'd')
      .catch((error: Error) => error);
  };

  it.each([
    [`ACCOUNT_SHARED: account ${IBAN} is that of Nordlicht GmbH too`, /^ACCOUNT_SHARED: the ERP refused/],
    [`INVALID_IBAN: "${IBAN}" on account of "Nordlicht GmbH" is not valid`, /^INVALID_IBAN: the ERP refused/],
    ['NORDLICHT: an account of Nordlicht is taken', /^REFUSED: the ERP refused/],
    [`The IBAN ${IBAN} of Nordlicht GmbH is taken`, /^REFUSED: the ERP refused/],
  ])('is kept by its code, and no value of it: %s', async (words, kept) => {
    const error = await refusedWith(words);
    expect(error).toMatchObject({ name: 'ErpRefused', message: expect.stringMatching(kept) });
    expect(inspect(error, { depth: 9 })).not.toMatch(new RegExp(`${IBAN}|Nordlicht`, 'i'));
  });

  it('has a code that the module knows', () => {
    const module = '../../../../erp/tryton-module/trytond_countersign/';
    const read = (file: string) => readFileSync(new URL(`${module}${file}`, import.meta.url), 'utf8');
    const texts = ['change.py', 'changing.py', 'stewarding.py', 'command.py', 'plain.py'].map(read).join('\n');
    const codes = [...texts.matchAll(/(?:refuse|_worded)\('([A-Z_]+)'/g)].flatMap(([, code]) => code ?? []);
    expect(codes.length).toBeGreaterThan(5);
    for (const code of new Set(codes))
      expect(withoutValues(new ErpRefused(`${code}: words`)).message).toMatch(new RegExp(`^${code}: the ERP`));
  });

  it('of a party that has changed since stays one', async () => {
    expect(await refusedWith('STALE_VERSION: party 7 is no longer so')).toMatchObject({ name: 'ErpConflict' });
  });
});

describe('facts of parties', () => {
  const party = {
    ...{ id: 7, code: null, name: 'Acme', active: true, hold: false, country: null, taxId: null, roles: ['vendor'] },
    ...{
      identifiers: [{ scheme: null, id: '5' }],
      accounts: [{ type: 'iban', number: IBAN, active: true, since: '2026-01-01' }],
    },
    ...{ phones: [{ id: 3, number: '+1', unchangedSince: '2026-01-01' }], matchedBy: ['code'], version: 'v' },
  };
  const acts = [{ duty: 'vendor-master-change', by: 'ann', at: null, to: 'party 7' }];

  it('are those of the workflow, without what is not known', () => {
    const facts = partyFacts.parse(partyFactsFrom({ parties: [party], acts }, new Date(0)));
    expect(facts).toEqual({
      ...{ schema: 1, readAt: '1970-01-01T00:00:00.000Z', versions: [{ kind: 'party', id: '7', version: 'v' }] },
      acts: [{ duty: 'vendor-master-change', by: 'erp:ann', to: 'party 7' }],
      parties: [
        {
          ...{ id: '7', name: 'Acme', active: true, hold: false, roles: ['vendor'], matchedBy: ['code'] },
          ...{ identifiers: [{ id: '5' }], accounts: [{ number: IBAN, active: true, since: '2026-01-01' }] },
          phones: [{ id: '3', number: '+1', unchangedSince: '2026-01-01' }],
        },
      ],
    });
  });

  it('of another shape are refused', () => {
    expect(() => partyFactsFrom({ parties: [{ ...party, hold: 'no' }], acts })).toThrow(/hold/);
    expect(() => partyFactsFrom(undefined)).toThrow(ErpRefused);
  });
});
