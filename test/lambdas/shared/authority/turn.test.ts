import { describe, expect, it } from 'vitest';
import { suffices } from '../../../../lambdas/shared/authority/approval.ts';
import type { Given } from '../../../../lambdas/shared/authority/given.ts';
import { turnOf } from '../../../../lambdas/shared/authority/turn.ts';
import { consents as schema } from '../../../../statemachines/kernel/authority/consents.ts';

const CONSENTS = [
  { role: 'security', people: 1, step: 1 },
  { role: 'legal', people: 2, step: 1 },
  { role: 'privacy', people: 1, step: 3 },
];
const as = (role: string, ...names: string[]): Given => ({ action: 'consent', role, names });
const commit = (...names: string[]): Given => ({ action: 'commit', role: 'clerk', names });
const second = (...names: string[]): Given => ({ action: 'second', role: 'clerk', names });
const consented = [as('legal', 'lea'), as('security', 'sam'), as('legal', 'leo'), as('privacy', 'pia')];
const openRoles = (given: Given[]) => turnOf(given, CONSENTS).open.map(({ role }) => role);

describe('the consents of a proposal are none', () => {
  it.each([
    ['with a role twice', [CONSENTS[0], { ...CONSENTS[0], step: 2 }]],
    ['of nobody', [{ role: 'legal', people: 0, step: 1 }]],
    ['of more than three of a role', [{ role: 'legal', people: 4, step: 1 }]],
    ['before the first step', [{ role: 'legal', people: 1, step: 0 }]],
    ['after the fifth step', [{ role: 'legal', people: 1, step: 6 }]],
    ['of a role without a name', [{ role: '', people: 1, step: 1 }]],
    ['with anything besides', [{ role: 'legal', people: 1, step: 1, upTo: 5 }]],
  ])('%s', (_, wanted) => expect(schema.safeParse(wanted).success).toBe(false));
});

describe('it is not enough', () => {
  it.each<[string, Given[]]>([
    ['with nothing', []],
    ['with a commitment alone', [commit('ann')]],
    ['with every consent and no commitment', consented],
    ['with a second alone', [...consented, second('ann')]],
    ['with a commitment before the last consent', [...consented.slice(0, 3), commit('ann'), ...consented.slice(3)]],
    ['with a later step first', [as('privacy', 'pia'), ...consented.slice(0, 3), commit('ann')]],
    ['below the quorum', [...consented.filter(({ names }) => !names.includes('leo')), commit('ann')]],
    ['with one person twice for a quorum', [as('legal', 'lea'), as('legal', 'lea'), as('security', 'sam')]],
    [
      'with one person for two roles',
      [as('legal', 'lea'), as('security', 'lea'), as('legal', 'leo'), as('privacy', 'pia'), commit('ann')],
    ],
    ['with somebody who stands in for who has consented', [...consented, commit('ann', 'sam')]],
    ['with the consent of a role that is not asked', [...consented.slice(1), as('chief', 'cleo'), commit('ann')]],
  ])('%s', (_, given) => expect(suffices(given, 1, CONSENTS)).toBe(false));

  it('with one commitment where it takes two people for the amount', () => {
    expect(suffices([...consented, commit('cleo')], 2, CONSENTS)).toBe(false);
    expect(suffices([...consented, commit('cleo'), second('ann')], 2, CONSENTS)).toBe(true);
  });

  it('with consents where none is needed', () => {
    expect(suffices([as('legal', 'lea')], 1)).toBe(false);
    expect(suffices([commit('cleo'), as('legal', 'lea')], 2)).toBe(false);
  });
});

describe('it is enough', () => {
  it('with every quorum in order, then who commits', () => {
    expect(suffices([...consented, commit('ann')], 1, CONSENTS)).toBe(true);
  });

  it('in any order within a step', () => {
    const [lea, sam, leo, pia] = consented as [Given, Given, Given, Given];
    expect(suffices([leo, lea, sam, pia, commit('ann')], 1, CONSENTS)).toBe(true);
  });

  it('and what was out of turn does no harm', () => {
    expect(suffices([commit('bob'), as('privacy', 'pia'), ...consented, commit('ann')], 1, CONSENTS)).toBe(true);
  });
});

it('only the incomplete roles of the least incomplete step are open, then none', () => {
  expect(openRoles([])).toEqual(['security', 'legal']);
  expect(openRoles(consented.slice(0, 1))).toEqual(['security', 'legal']);
  expect(openRoles(consented.slice(0, 2))).toEqual(['legal']);
  expect(openRoles(consented.slice(0, 3))).toEqual(['privacy']);
  expect(openRoles(consented)).toEqual([]);
  expect(turnOf([], []).open).toEqual([]);
});
