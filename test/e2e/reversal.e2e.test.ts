import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { follow } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import { type CaseStatus, statusOf } from '../../lambdas/shared/case-status.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { listenForAnswers } from '../../local/samples/answers.ts';
import { loadSamples } from '../../local/samples/load.ts';
import { runSamples } from '../../local/samples/run.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { clientsOf } from '../erp/clean-invoice.ts';
import { loggedIn } from './sample-people.ts';
import { testStack } from './stack.ts';

const FOLLOWED = 120_000;
const reason = 'the goods went back';
let stack: LocalStack;
let posted: string;
beforeAll(async () => {
  stack = await testStack();
  const samples = loadSamples().filter(({ slug }) => slug === '01-clean-match');
  const [result] = await runSamples(stack.plane, samples);
  posted = result?.caseId ?? '';
  expect(result?.status).toBe('posted');
});
afterAll(() => stack?.stop());

const as = (person: string) => loggedIn(stack, person);
const standsAt = (caseId: string, ...until: CaseStatus[]) => follow(stack.plane, caseId, FOLLOWED, { until });
const documentOf = async (caseId: string) =>
  newest(await stack.plane.readCase(caseId), 'confirmed')?.body['document'] as { id: string; number: string };
const inTheErp = (id: string) => clientsOf(stack.erp).reader.call('countersign.command', 'read_invoice', Number(id));

it('is asked for by nobody outside the ledger, and by no person without a role in the company', async () => {
  const answers = await listenForAnswers(stack.plane.name('bus-name'));
  const id = randomUUID();
  const content = JSON.stringify({ schema: 1, reason });
  const data = { document: { content, encoding: 'utf-8' } };
  await stack.plane.put({ source: 'sample-sender', type: 'reversal.requested.v1', id, data });
  expect(await answers.to(id, FOLLOWED)).toMatchObject({ answer: 'quarantined' });
  await expect((await as('ines')).reverse(posted, { reason })).rejects.toThrow('no role in this company');
});

it('is countersigned by another person, credited once and reconciled in the ERP, and stands in the original', async () => {
  const [bruno, dimitri] = [await as('bruno'), await as('dimitri')];
  const { reversal } = await dimitri.reverse(posted, { reason });
  await expect(bruno.reverse(posted, { reason })).rejects.toThrow(/under way/);
  expect(await standsAt(reversal, 'waiting-review')).toBe('waiting-review');
  const chloe = await as('chloe');
  await expect.poll(async () => (await chloe.show(reversal)).review.state, { timeout: 30_000 }).toBe('open');
  const { digest } = (await chloe.show(reversal)).proposal;
  const body = { digest, comment: 'agreed with purchasing' };
  await expect(dimitri.say(reversal, 'approve', body)).rejects.toThrow('reversal-request');
  await chloe.say(reversal, 'approve', body);
  expect(await standsAt(reversal, 'posted')).toBe('posted');
  const [original, credit] = [await documentOf(posted), await documentOf(reversal)];
  expect(await inTheErp(original.id)).toMatchObject({ state: 'paid', amountToPay: '0.00' });
  expect(await inTheErp(credit.id)).toMatchObject({
    kind: 'credit',
    credits: Number(original.id),
    amountToPay: '0.00',
  });
  expect(await standsAt(posted, 'reversed')).toBe('reversed');
  const entries = await stack.plane.readCase(posted);
  expect(newest(entries, 'reversed')?.body).toMatchObject({ reversal, document: { number: credit.number } });
  expect(chainFaults(entries)).toEqual([]);
});

it('is for good: nobody reverses, reopens or posts it again', async () => {
  const bruno = await as('bruno');
  await expect(bruno.reverse(posted, { reason })).rejects.toThrow(/reversed/);
  await expect(bruno.reopen(posted, { reason })).rejects.toThrow('It is reversed');
  const entries = await stack.plane.readCase(posted);
  expect([statusOf(entries), entries.filter(({ stage }) => stage === 'confirmed').length]).toEqual(['reversed', 1]);
});
