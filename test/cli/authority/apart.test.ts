import { describe, expect, it } from 'vitest';
import { requireApart } from '../../../cli/authority/apart.ts';
import { sampleItem } from '../../../local/authority/item.ts';
import { sampleAuthority } from '../../../local/authority/sample.ts';
import { signerOf } from '../../statemachines/kernel/signatures/signing.ts';

const SET = sampleAuthority('invoice-processing', ['MFR', 'MSL']);
const by = { roles: ['clerk', 'cfo'], now: '2026-11-24T09:00:00.000Z' };
const signer = (id: string) => signerOf(id, ['operations']).signer;
const person = (term: object) =>
  sampleItem('person#zoe', 'person', { ...{ id: 'zoe', name: 'Zoé', aliases: [] }, ...term });
const appointments = [{ role: 'clerk', companies: ['MFR'] }];

describe('somebody signs and decides', () => {
  it('by a role that they have', () => {
    const check = () => requireApart(SET, [signer('person-ines'), signer('person-grace')], by);
    expect(check).toThrow('decides nothing: person-grace is appointed as cfo');
  });

  it('under the name that another system has for them', () => {
    expect(() => requireApart(SET, [signer('erp:amara')], by)).toThrow('person-amara is appointed as clerk');
  });

  it('by a role that they are yet to have', () => {
    const item = person({ appointments });
    const later = { ...item, terms: [{ ...(item['terms'] as object[])[0], validFrom: '2027-01-01T00:00:00.000Z' }] };
    expect(() => requireApart([later], [signer('zoe')], by)).toThrow('zoe is appointed as clerk');
  });
});

describe('signers are apart from those who decide', () => {
  it('if they have other roles, or none', () => {
    expect(() => requireApart(SET, [signer('person-ines'), signer('signer-security')], by)).not.toThrow();
  });

  it('once their appointment is over', () => {
    const over = person({ appointments, validUntil: by.now });
    expect(() => requireApart([over], [signer('zoe')], by)).not.toThrow();
    const last = person({ appointments, validUntil: '2026-11-24T09:00:00.001Z' });
    expect(() => requireApart([last], [signer('zoe')], by)).toThrow('zoe');
  });
});
