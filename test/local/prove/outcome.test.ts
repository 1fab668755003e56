import { expect, it } from 'vitest';
import { outcomeOf } from '../../../local/prove/outcome.ts';

const report = (more: object = {}) => ({
  ...{ success: true, numPassedTests: 2, numTotalTests: 2 },
  testResults: [{ assertionResults: [{ meta: { figures: { races: 7 } } }, { meta: {} }] }],
  ...more,
});

it.each([
  ['a test fails', 1, { success: false, numPassedTests: 1 }],
  ['what a file sets up fails, so that its tests never run', 1, { success: false }],
  ['something fails outside of the tests', 1, {}],
  ['the runner is ended by a signal', null, {}],
  ['a test is left out', 0, { numPassedTests: 1 }],
  ['there is no test', 0, { numPassedTests: 0, numTotalTests: 0 }],
])('it does not hold when %s', (_, status, more) => {
  expect(outcomeOf('fast', status, report(more)).holds).toBe(false);
});

it('no report is a failure, and no proof', () => {
  expect(() => outcomeOf('fast', 0, undefined)).toThrow();
});

it('it holds when every test passed, and says what they counted', () => {
  expect(outcomeOf('fast', 0, report())).toEqual({ holds: true, figures: ['fast 2/2', 'races 7'] });
});
