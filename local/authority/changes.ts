import type { MasterDataCategory } from '../../statemachines/master-data/categories.ts';

type Changes = Readonly<Partial<Record<MasterDataCategory, number>>>;

const ALONE = {
  agent: { 'name-spelling': 3, 'hold-set': 10 },
  steward: { 'name-spelling': 20, name: 10, 'tax-id': 10, 'hold-set': 100 },
  controller: {
    ...{ 'name-spelling': 50, name: 20, 'tax-id': 20, 'hold-set': 200 },
    ...{ 'bank-account': 20, 'hold-lift': 20 },
  },
  cfo: { 'name-spelling': 100, name: 50, 'tax-id': 50, 'hold-set': 500, 'bank-account': 50, 'hold-lift': 50 },
} as const satisfies Readonly<Record<string, Changes>>;

/**
 * How many changes of one party within the window a role may commit; one counts as one minor unit. As the second of
 * two, up to the limit of the role above.
 */
export const CHANGES: Readonly<Record<string, { readonly alone: Changes; readonly second?: Changes }>> = {
  agent: { alone: ALONE.agent },
  steward: { alone: ALONE.steward, second: ALONE.controller },
  controller: { alone: ALONE.controller, second: ALONE.cfo },
  cfo: { alone: ALONE.cfo },
};

/** From which count on two people: of bank accounts always, of the others where many come together. */
export const CHANGES_FOUR_EYES = {
  ...{ 'bank-account': 0, 'tax-id': 5, name: 5, 'name-spelling': 20, 'hold-set': 100, 'hold-lift': 5 },
} as const satisfies Changes;

/** Never the agent's, however little comes together. */
export const CHANGES_OF_PEOPLE: readonly MasterDataCategory[] = ['bank-account', 'tax-id', 'name', 'hold-lift'];
