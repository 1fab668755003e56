import { beforeEach, expect, it } from 'vitest';
import { reviewText } from '../../../../cli/review-text.ts';
import type { CaseRef } from '../../../../statemachines/kernel/task-input.ts';
import { toyApi } from '../../../support/toy-api.ts';
import { toyPerson, toyStanding } from '../../../support/toy-workflow.ts';

let api: Awaited<ReturnType<typeof toyApi>>;
let ref: CaseRef;
const claimed = ['security', 'legal', 'privacy', 'clerk', 'chief'];
const identify = async (authorization: string | null) => ({ subject: authorization?.split(' ')[1] ?? '', claimed });
beforeEach(async () => {
  api = await toyApi(identify);
  for (const [id, role] of [
    ['lea', 'legal'],
    ['pia', 'privacy'],
    ['sam', 'security'],
  ] as const) {
    api.run.authority.people.set(id, toyStanding(id, toyPerson(id, role)));
    api.run.memory.versions.set(`person#${id}`, 1);
  }
  const consents = [
    { role: 'legal', people: 1, step: 1 },
    { role: 'privacy', people: 1, step: 2 },
  ];
  ref = await api.opened({ number: 'A1', cents: 2_000, consents }, 0.5);
});
const show = async (as: string) => (await api.call('GET', `/reviews/${ref.caseId}`, { token: as })).body;
const listed = async (as: string) =>
  (await api.call('GET', '/reviews', { token: as })).body.reviews.map(({ action }: { action: string }) => action);
const approve = async (as: string) =>
  (await api.call('POST', `/reviews/${ref.caseId}/approve`, { token: as, body: { digest: ref.digest } })).body;

it('is not shown to a specialist whose consent it does not take', async () => {
  expect(await show('sam')).toMatchObject({ status: 403, type: 'urn:countersign:problem:not-entitled' });
});

it('refuses what is out of turn as a conflict, with who is asked', async () => {
  expect(await approve('ann')).toMatchObject({
    ...{ status: 409, type: 'urn:countersign:problem:out-of-turn', title: 'It is not your turn.' },
    detail: 'Now it takes the consent of legal (0 of 1).',
  });
});

it('lists it for those whose turn it is, and for nobody else', async () => {
  const lists = async () => Promise.all(['lea', 'pia', 'ann', 'sam'].map(listed));
  expect(await lists()).toEqual([['consent'], [], [], []]);
  await approve('lea');
  expect(await lists()).toEqual([[], ['consent'], [], []]);
  await approve('pia');
  expect(await lists()).toEqual([[], [], ['commit'], []]);
  await approve('ann');
  expect(await lists()).toEqual([[], [], [], []]);
});

it('shows what is needed, given and open to everybody with a role in it, in words too', async () => {
  await approve('lea');
  const shown = await show('ann');
  expect(shown.review.consents).toEqual([
    { role: 'legal', people: 1, step: 1, given: 1, open: false },
    { role: 'privacy', people: 1, step: 2, given: 0, open: true },
  ]);
  expect(shown.review.approvals).toMatchObject([{ subject: 'lea', role: 'legal', action: 'consent' }]);
  expect(shown.may.decide).toBe(false);
  expect((await show('pia')).may).toMatchObject({ decide: true, action: 'consent', role: 'privacy' });
  expect((await show('pia')).next.onApproval).toBe('another person must countersign');
  const text = reviewText(shown);
  expect(text).toContain('0 of 1 countersignatures');
  expect(text).toContain('step 2: 0 of 1 as privacy, whose turn it is');
  expect(text).toContain('lea consents as legal');
});

it('says nothing of consents where none is needed', async () => {
  ref = await api.opened({ number: 'A2', cents: 2_000 }, 0.5);
  expect(Object.keys((await show('ann')).review)).not.toContain('consents');
});
