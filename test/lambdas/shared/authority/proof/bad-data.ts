import type { BadSet } from './bad-policies.ts';
import { all, HOLIDAY, plus, requiredStop, row, term, without } from './sound-set.ts';

const appointed = (id: string, ...appointments: [role: string, company: string][]) =>
  term(`person#${id}`, (of) => ({
    ...of,
    appointments: appointments.map(([role, company]) => ({ role, companies: [company] })),
  }));
const delegations = (delegate: string, ...of: object[]) =>
  plus({ key: `delegations#${delegate}`, kind: 'delegations', version: 1, of });
const ends = (validUntil: string) => (of: object) => ({ ...of, validUntil });
const noOrder = ({ alone: { order: _, ...alone } }: { alone: Record<string, number> }) => ({ alone });
const minor = (thousands: number) => thousands * 100_000;

/** One thing in the data of finance and governance changed. */
export const BAD_DATA: readonly BadSet[] = [
  ['a role lacks what one below it holds', 'limits-rise-with-rank', row('controller', noOrder)],
  [
    'a limit falls with rank',
    'limits-rise-with-rank',
    row('controller', ({ alone }) => ({ alone: { ...alone, order: minor(40) } })),
  ],
  [
    'a second’s limit falls with rank',
    'limits-rise-with-rank',
    row('ap-manager', ({ second }) => ({ second: { ...second, order: minor(49) }, alone: { order: minor(20) } })),
  ],
  [
    'nobody holds a category',
    'somebody-can-decide',
    all(
      ...['agent', 'clerk', 'ap-manager', 'controller', 'cfo'].map((id) =>
        row(id, () => ({ alone: { order: minor(1) }, second: {} })),
      ),
      term('four-eyes#MFR', (of) => ({ ...of, from: {} })),
    ),
  ],
  ['only one of the highest role', 'somebody-can-decide', without('person#person-hugo')],
  [
    'two of the highest role, and both changed the limits',
    'somebody-can-decide',
    (set) => ({
      ...set,
      items: set.items.map((item) =>
        item.key === 'role#cfo' ? { ...item, changedBy: ['person-grace', 'person-hugo'] } : item,
      ),
    }),
  ],
  [
    'the only other holder is of another company',
    'somebody-can-decide',
    all(
      appointed('person-hugo', ['cfo', 'MSL']),
      plus({
        key: 'materiality#MSL',
        kind: 'materiality',
        version: 1,
        changedBy: [],
        terms: [
          {
            currency: 'EUR',
            amount: 1,
            cumulative: { amount: 1, windowDays: 1 },
            kinds: [],
            validFrom: '2026-01-01T00:00:00.000Z',
          },
        ],
      }),
    ),
  ],
  [
    'no second for the highest amounts',
    'somebody-can-decide',
    all(
      row('controller', () => ({ second: {} })),
      row('ap-manager', () => ({ second: {} })),
    ),
  ],
  [
    'nobody is appointed below the highest role',
    'somebody-can-decide',
    all(
      ...['person-elena', 'person-farid', 'person-chloe', 'person-dimitri', 'person-amara', 'person-bruno'].map((id) =>
        without(`person#${id}`),
      ),
      without('delegations#person-dimitri'),
    ),
  ],
  [
    'four eyes from beyond every limit',
    'thresholds-have-effect',
    term('four-eyes#MFR', (of) => ({ ...of, from: { order: minor(6_000) } })),
  ],
  ['two roles of one rank', 'ranks-are-unique', term('role#controller', (of) => ({ ...of, rank: 2 }))],
  [
    'a person’s role has the agent’s rank',
    'ranks-are-unique',
    all(
      term('role#clerk', (of) => ({ ...of, rank: 0 })),
      term('role#agent', (of) => ({ ...of, rank: 1 })),
    ),
  ],
  ['a limit in a currency without a rate', 'currencies-have-rates', row('clerk', () => ({ currency: 'CHF' }))],
  [
    'materiality in a currency without a rate',
    'currencies-have-rates',
    term('materiality#MFR', (of) => ({ ...of, currency: 'USD' })),
  ],
  ['a role that has expired', 'data-is-complete', term('role#controller', ends('2026-06-30T00:00:00.000Z'))],
  ['a role that will expire', 'data-is-complete', term('role#controller', ends('2026-12-31T00:00:00.000Z'))],
  ['no materiality', 'data-is-complete', without('materiality#MFR')],
  ['no stop switch', 'data-is-complete', without(requiredStop)],
  [
    'terms that overlap',
    'items-are-sound',
    (set) => ({
      ...set,
      items: set.items.map((item) =>
        item.key === 'role#clerk'
          ? { ...item, terms: [...(item['terms'] as object[]), ...(item['terms'] as object[])] }
          : item,
      ),
    }),
  ],
  ['a negative limit', 'items-are-sound', row('clerk', () => ({ alone: { order: -1 } }))],
  ['a limit as text (T1)', 'items-are-sound', row('clerk', () => ({ alone: { order: '1000000' } }))],
  [
    'somebody under another’s key',
    'items-are-sound',
    term('person#person-hugo', (of) => ({ ...of, id: 'person-grace' })),
  ],
  [
    'a key twice, with two contents',
    'items-are-sound',
    (set) => ({ ...set, items: [...set.items, ...set.items.slice(0, 1).map((item) => ({ ...item, version: 2 }))] }),
  ],
  [
    'one person twice, by an alias',
    'names-are-one-person’s',
    term('person#person-hugo', (of) => ({ ...of, aliases: ['person-grace'] })),
  ],
  ['a person in the agent’s role', 'appointments-are-sound', appointed('person-bruno', ['agent', '*'])],
  ['a role that does not exist', 'appointments-are-sound', appointed('person-bruno', ['clark', '*'])],
  ['a company that does not exist', 'appointments-are-sound', appointed('person-bruno', ['clerk', 'MRF'])],
  [
    'who writes the rules approves by them',
    'governance-is-apart',
    appointed('person-ines', ['governance', '*'], ['controller', '*']),
  ],
  [
    'who writes the rules deploys them',
    'governance-is-apart',
    appointed('person-ines', ['governance', '*'], ['deployer', '*']),
  ],
  ['one governor', 'governance-is-apart', all(without('person#person-ines'), without('person#person-jonas'))],
  ['a delegation to oneself', 'delegations-are-sound', delegations('person-elena', HOLIDAY)],
  [
    'a chain of delegations',
    'delegations-are-sound',
    delegations('person-bruno', { ...HOLIDAY, id: 'on', from: 'person-dimitri' }),
  ],
  [
    'each stands in for the other',
    'delegations-are-sound',
    delegations('person-elena', { ...HOLIDAY, id: 'back', from: 'person-dimitri' }),
  ],
  [
    'a delegation that ends before it begins',
    'delegations-are-sound',
    delegations('person-dimitri', { ...HOLIDAY, validUntil: '2026-11-19T00:00:00.000Z' }),
  ],
  [
    'a governor’s delegation',
    'delegations-are-sound',
    delegations('person-bruno', { ...HOLIDAY, from: 'person-ines' }),
  ],
  [
    'a delegation of nobody',
    'delegations-are-sound',
    delegations('person-bruno', { ...HOLIDAY, from: 'person-nobody' }),
  ],
  ['a delegate who leaves', 'delegations-are-sound', term('person#person-dimitri', ends('2026-12-01T00:00:00.000Z'))],
  ['one of two chiefs who leaves', 'somebody-can-decide', term('person#person-hugo', ends('2026-12-01T00:00:00.000Z'))],
  ['no role that consents', 'data-is-complete', without('role#notary')],
  ['a role that consents with the agent’s rank', 'ranks-are-unique', term('role#notary', (of) => ({ ...of, rank: 0 }))],
  ['one person alone who consents', 'somebody-can-decide', without('person#liam')],
];
