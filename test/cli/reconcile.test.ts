import { expect, it } from 'vitest';
import { breaksOf, breaksText } from '../../cli/commands/reconcile.ts';
import type { ListedBreak } from '../../lambdas/reconcile/ports.ts';

const found = (subject: string, since: string, company = '1'): ListedBreak => ({
  ...{ kind: 'amount-differs', subject, since, company, caseId: `toy-${subject}` },
  ...{ says: `gross of ${subject}`, documents: ['7'] },
});
const breaks = [found('b', '2026-11-24T10:00:00.000Z'), found('a', '2026-11-24T09:00:00.000Z', '2')];

it('says so when nothing is open', () => expect(breaksText([])).toContain('Nothing is open'));

it('lists the breaks oldest first, of one company if it is named', () => {
  expect(breaksOf(breaks).map(({ subject }) => subject)).toEqual(['a', 'b']);
  expect(breaksOf(breaks, '1').map(({ subject }) => subject)).toEqual(['b']);
  expect(breaksOf(breaks, '3')).toEqual([]);
});

it('shows kind, case, company, since when and what', () => {
  const [, line = ''] = breaksText(breaksOf(breaks, '2'))
    .split('\n')
    .filter((text) => text.includes('│'));
  for (const shown of ['amount-differs', 'toy-a', '2026-11-24T09:00:00.000Z', 'gross of a'])
    expect(line).toContain(shown);
});
