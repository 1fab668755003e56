import { afterAll, beforeAll, expect, it } from 'vitest';
import { follow } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { CaseStatus } from '../../lambdas/shared/case-status.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { loadSamples } from '../../local/samples/load.ts';
import { runSamples } from '../../local/samples/run.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { clientsOf } from '../erp/clean-invoice.ts';
import { loggedIn } from './sample-people.ts';
import { testStack } from './stack.ts';

const FOLLOWED = 120_000;
let stack: LocalStack;
beforeAll(async () => {
  stack = await testStack();
});
afterAll(() => stack?.stop());

const as = (person: string) => loggedIn(stack, person);
const submit = async (slug: string) => {
  const [result] = await runSamples(
    stack.plane,
    loadSamples().filter((sample) => sample.slug === slug),
  );
  return { caseId: result?.caseId ?? '', status: result?.status };
};
const standsAt = (caseId: string, ...until: CaseStatus[]) => follow(stack.plane, caseId, FOLLOWED, { until });
/** As purchasing does it in the ERP. */
const setActive = (vendor: string, active: boolean) =>
  clientsOf(stack.erp).purchase.call('party.party', 'write', [stack.erp.masters.vendors[vendor]], { active });

it('parked, since its vendor is not active; once that is mended in the ERP it is reopened, and posted once', async () => {
  await setActive('V-1001', false);
  const { caseId, status } = await submit('01-clean-match');
  expect(status).toBe('parked');
  expect(newest(await stack.plane.readCase(caseId), 'parked')?.body['reason']).toBe('VENDOR-INACTIVE');
  const reason = 'reactivated by purchasing';
  await expect((await as('ines')).reopen(caseId, { reason })).rejects.toThrow('no role in this company');
  await setActive('V-1001', true);
  const bruno = await as('bruno');
  expect(await bruno.reopen(caseId, { reason, attempt: 1 })).toMatchObject({ caseId, attempt: 2 });
  await expect((await as('amara')).reopen(caseId, { reason, attempt: 1 })).rejects.toThrow('since you looked');
  expect(await standsAt(caseId, 'posted')).toBe('posted');
  const entries = await stack.plane.readCase(caseId);
  const count = (stage: string) => entries.filter((entry) => entry.stage === stage).length;
  expect([count('received'), count('gathered'), count('decided'), count('confirmed')]).toEqual([1, 2, 2, 1]);
  expect(newest(entries, 'reopened-by-person')).toMatchObject({ actor: { id: 'person-bruno' }, body: { reason } });
  expect(chainFaults(entries)).toEqual([]);
  await expect(bruno.reopen(caseId, { reason })).rejects.toThrow('It is posted');
});

it('refused by a person, reopened by another: decided anew, by neither a countersignature of before nor who reopened it', async () => {
  const { caseId, status } = await submit('05-no-order');
  expect(status).toBe('waiting-review');
  const [elena, grace] = [await as('elena'), await as('grace')];
  const digest = async () => (await grace.show(caseId)).proposal.digest;
  await expect(elena.reopen(caseId, { reason: 'too slow' })).rejects.toThrow('It is waiting-review');
  await grace.say(caseId, 'reject', { digest: await digest(), reason: 'nobody ordered it' });
  expect(await standsAt(caseId, 'refused')).toBe('refused');
  await elena.reopen(caseId, { reason: 'the order was by telephone' });
  expect(await standsAt(caseId, 'waiting-review')).toBe('waiting-review');
  await expect.poll(async () => (await grace.show(caseId)).review.state, { timeout: 30_000 }).toBe('open');
  const body = { digest: await digest(), comment: 'confirmed by purchasing' };
  await expect(elena.say(caseId, 'approve', body)).rejects.toThrow('reopening');
  await grace.say(caseId, 'approve', body);
  expect(await standsAt(caseId, 'posted', 'posted-payment-blocked')).toMatch(/^posted/);
  const entries = await stack.plane.readCase(caseId);
  expect(entries.filter(({ stage }) => stage === 'confirmed')).toHaveLength(1);
});
