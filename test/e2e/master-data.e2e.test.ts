import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { CaseStatus } from '../../lambdas/shared/case-status.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { listenForAnswers } from '../../local/samples/answers.ts';
import { caseIdOf } from '../../statemachines/kernel/ids.ts';
import type { ChangeRequest } from '../../statemachines/master-data/change-request.ts';
import { clientsOf } from '../erp/clean-invoice.ts';
import { loggedIn } from './sample-people.ts';
import { testStack } from './stack.ts';

const FOLLOWED = 120_000;
const ACCOUNT = 'FR7630004008280001020487192';
let stack: LocalStack;
let answers: Awaited<ReturnType<typeof listenForAnswers>>;
beforeAll(async () => {
  stack = await testStack();
  answers = await listenForAnswers(stack.plane.name('bus-name'));
});
afterAll(() => stack?.stop());

const as = (person: string) => loggedIn(stack, person);
const standsAt = (caseId: string, ...until: CaseStatus[]) => follow(stack.plane, caseId, FOLLOWED, { until });

/** Puts a change of the sample vendor on the bus, as its source does; how it was answered, and its case. */
async function ask(
  source: string,
  change: ChangeRequest['change'],
  id = `C-${randomUUID()}`,
  requestedBy = 'person-sofia',
) {
  const party = { role: 'vendor', code: 'V-1001', name: 'Papeterie Lumière SARL' };
  const document = { schema: 1, id, ...party, change, reason: 'as agreed', requestedBy };
  const data = { document: { content: JSON.stringify(document), encoding: 'utf-8' } };
  const event = randomUUID();
  await stack.plane.put({ source, type: 'party.change-requested.v1', id: event, data });
  const { answer } = await answers.to(event, FOLLOWED);
  return { answer, caseId: caseIdOf('master-data', [source, id]) };
}

const isOnHold = async () => {
  const query = { role: 'vendor', code: 'V-1001', name: 'Papeterie Lumière SARL', ibans: [] };
  const read = await clientsOf(stack.erp).reader.call('countersign.command', 'party_facts', query);
  const { parties } = read as { parties: { code: string; hold: boolean }[] };
  return parties.find(({ code }) => code === 'V-1001')?.hold;
};

describe('nothing of a vendor is changed', () => {
  it('by a system that does not own the field', async () => {
    const { caseId } = await ask('crm', { field: 'bank-account', from: [ACCOUNT], add: 'DE89370400440532013000' });
    expect(await standsAt(caseId, 'refused')).toBe('refused');
    expect(newest(await stack.plane.readCase(caseId), 'refused')?.body['reason']).toBe('FIELD-NOT-OWNED');
  });

  it('that pays elsewhere, before somebody has called the vendor', async () => {
    const change = { field: 'bank-account' as const, from: [ACCOUNT], add: 'DE89370400440532013000' };
    const { caseId } = await ask('supplier-portal', change);
    expect(await standsAt(caseId, 'waiting-review')).toBe('waiting-review');
    const elena = await as('elena');
    await expect.poll(async () => (await elena.show(caseId)).review.state, { timeout: 30_000 }).toBe('open');
    const { proposal, demands } = await elena.show(caseId);
    expect(demands).toContain('call-back-required');
    const body = { digest: proposal.digest, comment: 'looks right' };
    await expect(elena.say(caseId, 'approve', body)).rejects.toThrow('call');
    await elena.say(caseId, 'reject', { digest: proposal.digest, reason: 'nobody answers there' });
    expect(await standsAt(caseId, 'refused')).toBe('refused');
  });
});

it('a hold is set at once by who owns it, once, and lifted only by a person who did not ask for it', async () => {
  const id = `C-${randomUUID()}`;
  const set = { field: 'hold', from: false, to: true } as const;
  const { caseId } = await ask('risk', set, id);
  expect(await standsAt(caseId, 'posted')).toBe('posted');
  expect(await isOnHold()).toBe(true);
  expect(await ask('risk', set, id)).toMatchObject({ answer: 'duplicate' });
  const lift = await ask('risk', { field: 'hold', from: true, to: false }, undefined, 'person-elena');
  expect(await standsAt(lift.caseId, 'waiting-review')).toBe('waiting-review');
  const [elena, farid] = [await as('elena'), await as('farid')];
  await expect.poll(async () => (await farid.show(lift.caseId)).review.state, { timeout: 30_000 }).toBe('open');
  const body = { digest: (await farid.show(lift.caseId)).proposal.digest, comment: 'the dispute is settled' };
  await expect(elena.say(lift.caseId, 'approve', body)).rejects.toThrow(/may not|vendor-master-change/);
  await farid.say(lift.caseId, 'approve', body);
  expect(await standsAt(lift.caseId, 'posted')).toBe('posted');
  expect(await isOnHold()).toBe(false);
});
