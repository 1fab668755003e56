import { describe, expect, it } from 'vitest';
import { consentsOf } from '../../../statemachines/procurement-approvals/consents.ts';
import { proposeOrder } from '../../../statemachines/procurement-approvals/proposal.ts';
import { caseOf, line, onAccount } from './fixtures.ts';

const of = (net: string, category: string, more: object = {}) =>
  caseOf({ lines: [onAccount(net, { category })], ...more });
const needed = (...args: Parameters<typeof of>) =>
  consentsOf(of(...args)).map(({ role, people }) => `${role} ${people}`);

describe('consent is needed', () => {
  it.each<[string, ReturnType<typeof needed>, string[]]>([
    ['of IT security for a device', needed('900', 'it-equipment'), ['it-security 1']],
    ['of IT security for software', needed('1', 'software'), ['it-security 1']],
    ['of Legal for terms', needed('1', 'furniture', { contractTerms: 'We are liable for nothing.' }), ['legal 1']],
    ['of Legal for services of much worth', needed('25000', 'professional-services'), ['legal 1']],
    ['of two of Legal for more', needed('100000', 'professional-services'), ['legal 2']],
    ['of two of Legal for terms over much', needed('100000', 'furniture', { contractTerms: 'x' }), ['legal 2']],
    ['of Data protection', needed('1', 'events', { personalData: true }), ['data-protection 1']],
    [
      'of all of them',
      needed('1', 'software', { personalData: true, contractTerms: 'x' }),
      ['it-security 1', 'legal 1', 'data-protection 1'],
    ],
  ])('%s', (_, asked, roles) => expect(asked).toEqual(roles));

  it('as if the amount were the largest, where it can’t be measured', () => {
    expect(needed('1', 'professional-services', { currency: 'CHF' })).toEqual(['legal 2']);
  });

  it('for one line of many, in one step', () => {
    const asked = consentsOf(caseOf({ lines: [line(), onAccount('1', { id: '2', category: 'software' })] }));
    expect(asked).toEqual([{ role: 'it-security', people: 1, step: 1 }]);
  });

  it('and goes with the proposal', () => {
    const asked = of('1', 'software', { personalData: true, contractTerms: 'x' });
    expect(proposeOrder(asked, [])?.consents).toEqual(consentsOf(asked));
    expect(consentsOf(asked)).toHaveLength(3);
  });
});

describe('nobody else is asked', () => {
  it.each<[string, string[]]>([
    ['for paper', needed('99999999', 'office-supplies')],
    ['for services of little worth', needed('24999.99', 'professional-services')],
    ['where there are no personal data', needed('1', 'events', { personalData: false })],
  ])('%s', (_, asked) => expect(asked).toEqual([]));
});
