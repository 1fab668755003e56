import { expect, it } from 'vitest';
import { exceptionText } from '../../cli/exceptions-text.ts';

it('of several effects an exception says what is where, one a line', () => {
  const effects = [
    { command: 'post-a', document: 'N-1', state: 'confirmed' as const },
    { command: 'post-b', document: 'N-2', undoneBy: 'N-3', state: 'compensated' as const },
    { command: 'post-c', state: 'rejected' as const, reason: 'period closed' },
  ];
  expect(exceptionText({ caseId: 'toy-1', status: 'parked', effects, history: [] }).split('\n').slice(2)).toEqual([
    '  post-a N-1 confirmed',
    '  post-b N-2 compensated by N-3',
    '  post-c rejected (period closed)',
  ]);
});
