import { afterAll, beforeAll, expect, it } from 'vitest';
import { follow } from '../../cli/submit.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { loadSamples } from '../../local/samples/load.ts';
import { runSamples } from '../../local/samples/run.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { loggedIn } from './sample-people.ts';
import { testStack } from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await testStack({ workingHourSeconds: 0.5 });
});
afterAll(() => stack?.stop());

it('T5: every role is asked in turn; when all were asked in vain it is refused, and nothing is posted', async () => {
  const sample = loadSamples().filter(({ slug }) => slug === '05-no-order');
  const [result] = await runSamples(stack.plane, sample);
  const caseId = result?.caseId ?? '';
  expect(result?.status).toBe('waiting-review');
  const { proposal } = await (await loggedIn(stack, 'grace')).show(caseId);
  expect(await follow(stack.plane, caseId, 240_000, { until: ['refused'] })).toBe('refused');
  const entries = await stack.plane.readCase(caseId);
  const steps = entries.filter(({ stage }) => ['reminded', 'escalated', 'review-expired'].includes(stage));
  expect(steps.map(({ stage, body: { role } }) => `${stage} ${role}`)).toEqual([
    ...['reminded ap-manager', 'escalated controller', 'reminded controller', 'escalated cfo', 'reminded cfo'],
    'review-expired cfo',
  ]);
  expect(entries.filter(({ stage }) => ['prepared', 'confirmed', 'approved'].includes(stage))).toEqual([]);
  expect(chainFaults(entries)).toEqual([]);
  const late = (await loggedIn(stack, 'grace')).say(caseId, 'approve', { digest: proposal.digest, comment: 'late' });
  await expect(late).rejects.toThrow();
});
