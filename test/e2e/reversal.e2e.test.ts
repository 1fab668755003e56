import { afterAll, beforeAll, expect, it } from 'vitest';
import { follow } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { CaseStatus } from '../../lambdas/shared/case-status.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { loadSamples } from '../../local/samples/load.ts';
import { runSamples } from '../../local/samples/run.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { loggedIn } from './sample-people.ts';
import { testStack } from './stack.ts';

const FOLLOWED = 120_000;
let stack: LocalStack;
beforeAll(async () => {
  stack = await testStack();
});
afterAll(() => stack?.stop());

const standsAt = (caseId: string, ...until: CaseStatus[]) => follow(stack.plane, caseId, FOLLOWED, { until });

it('a posted invoice is reversed: asked for by one, countersigned by another, credited once, and it says so', async () => {
  const [sample] = await runSamples(
    stack.plane,
    loadSamples().filter(({ slug }) => slug === '01-clean-match'),
  );
  const caseId = sample?.caseId ?? '';
  expect(sample?.status).toBe('posted');
  const [bruno, chloe] = [await loggedIn(stack, 'bruno'), await loggedIn(stack, 'chloe')];
  const reason = 'the goods went back';
  await expect((await loggedIn(stack, 'ines')).reverse(caseId, { reason })).rejects.toThrow('no role in this company');
  const { reversal } = await bruno.reverse(caseId, { reason });
  await expect(chloe.reverse(caseId, { reason })).rejects.toThrow('under way');
  expect(await standsAt(reversal, 'waiting-review')).toBe('waiting-review');
  await expect.poll(async () => (await chloe.show(reversal)).review.state, { timeout: 30_000 }).toBe('open');
  const { digest } = (await chloe.show(reversal)).proposal;
  await chloe.say(reversal, 'approve', { digest, comment: 'the return is booked' });
  expect(await standsAt(reversal, 'posted')).toBe('posted');
  expect(await standsAt(caseId, 'reversed')).toBe('reversed');
  const [entries, credit] = [await stack.plane.readCase(caseId), await stack.plane.readCase(reversal)];
  expect(newest(credit, 'confirmed')?.body).toMatchObject({ deviations: [], document: { payable: '0' } });
  expect(newest(entries, 'reversed')?.body).toMatchObject({ reversal });
  expect([...chainFaults(entries), ...chainFaults(credit)]).toEqual([]);
  await expect(chloe.reverse(caseId, { reason })).rejects.toThrow('is reversed');
  await expect(bruno.reopen(caseId, { reason })).rejects.toThrow('It is reversed');
});
