import { beforeEach, describe, expect, it } from 'vitest';
import { EXCEPTION_OPERATIONS } from '../../../lambdas/exceptions/operations.ts';
import { toyExceptions } from '../../support/toy-exceptions.ts';

let toy: Awaited<ReturnType<typeof toyExceptions>>;
beforeEach(async () => {
  toy = await toyExceptions();
});
type Answer = { status: number; body: { type?: string } };
const kind = ({ status, body }: Answer) => [status, body.type?.split(':').at(-1)];
const hand = { resolution: 'posted-by-hand', document: 'INV-1', reason: 'the ERP was down' };
const refuse = { resolution: 'close-refused', reason: 'not ours' };
const said = async (ref: { caseId: string }) =>
  (await toy.stages(ref)).filter((stage) => stage.startsWith('exception-'));

describe('nothing is said about an exception', () => {
  it('T2: by anything but a POST', () => {
    expect(EXCEPTION_OPERATIONS.filter(({ method, body }) => (method === 'get') !== (body === undefined))).toEqual([]);
  });

  it.each([
    ['assign', { to: 'ann' }],
    ['resolve', refuse],
  ])('%s: by somebody of another company, of nobody, or without a token’s role', async (verb, body) => {
    const ref = await toy.parked();
    for (const as of ['zoe', 'olaf', 'gia', 'nobody'])
      expect(kind(await toy.post(ref, verb, body, as))).toEqual([403, 'not-entitled']);
    expect(await said(ref)).toEqual([]);
  });

  it('resolved: by its operations, who have no role in the workflow', async () => {
    const ref = await toy.parked();
    expect(kind(await toy.post(ref, 'resolve', hand, 'olga'))).toEqual([403, 'not-entitled']);
  });

  it.each([
    ['without a reason', { resolution: 'close-refused', reason: ' ' }],
    ['posted by hand without a document', { resolution: 'posted-by-hand', reason: 'r' }],
    ['with a document that nobody posted', { ...refuse, document: 'INV-1' }],
    ['by what has its own command', { resolution: 'reopen', reason: 'r' }],
    ['T6: in another’s name', { ...refuse, by: 'bob' }],
  ])('%s', async (_, body) => {
    const ref = await toy.parked();
    expect(kind(await toy.post(ref, 'resolve', body))).toEqual([422, 'invalid-request']);
    expect(await said(ref)).toEqual([]);
  });

  it.each([
    ['accept-as-is', 'Transient'],
    ['posted-by-hand', 'NOBODY-PERMITTED'],
    ['posted-by-hand', 'VENDOR-UNKNOWN'],
  ])('%s, of a class that does not end so: %s', async (resolution, reason) => {
    const ref = await toy.parked({ number: 'A1', cents: 500 }, reason);
    const body = { resolution, reason: 'r', ...(resolution === 'posted-by-hand' && { document: 'INV-1' }) };
    expect(kind(await toy.post(ref, 'resolve', body))).toEqual([409, 'resolution-refused']);
  });

  it.each(['assign', 'resolve'])('%s: where nothing waits, or what was seen is over', async (verb) => {
    const body = verb === 'assign' ? { to: 'bob' } : refuse;
    const ref = await toy.decided();
    expect(kind(await toy.post(ref, verb, body))).toEqual([409, 'no-exception']);
    await toy.park(ref);
    expect(kind(await toy.post(ref, verb, { ...body, opened: 1 }))).toEqual([409, 'exception-changed']);
    expect(kind(await toy.post({ caseId: `toy-${'0'.repeat(32)}` }, verb, body))).toEqual([404, 'no-case']);
  });

  it.each(['zoe', 'olaf', 'nobody'])('assigned: to %s, who may not handle it', async (to) => {
    expect(kind(await toy.post(await toy.parked(), 'assign', { to }))).toEqual([422, 'not-assignable']);
  });

  it('resolved: by who countersigned it, under any name', async () => {
    const ref = await toy.decided({ number: 'A1', cents: 2_000 });
    await toy.run.append('countersign', ref.caseId, {
      ...{ entryKey: 'a', stage: 'approved', actor: { kind: 'person', id: 'x' } },
      body: {
        ...{ attempt: 1, visit: 1, digest: ref.digest ?? '', validUntil: '2026-12-01T00:00:00.000Z' },
        ...{ action: 'commit', role: 'clerk', names: ['x', 'ann'], claimed: ['clerk'] },
      },
    });
    await toy.park(ref);
    expect(kind(await toy.post(ref, 'resolve', hand))).toEqual([403, 'duties-conflict']);
    expect((await toy.post(ref, 'resolve', hand, 'bob')).status).toBe(200);
  });

  it('resolved: by who received what it is about, as its decided proposal says', async () => {
    const ref = await toy.parked({ number: 'A1', cents: 2_000, by: 'ann' });
    expect(kind(await toy.post(ref, 'resolve', hand))).toEqual([403, 'duties-conflict']);
    expect((await toy.post(ref, 'resolve', hand, 'bob')).status).toBe(200);
  });

  it.each(['parked', 'gathered', 'decided', 'exception-assigned'] as const)(
    'on the word of a %s entry that is forged',
    async (stage) => {
      const ref = await toy.parked();
      await toy.post(ref, 'assign', { to: 'ann' });
      await toy.forge(ref, stage);
      expect((await toy.post(ref, 'resolve', refuse)).status).toBe(500);
    },
  );

  it('resolved: by somebody whose appointment changes in the same moment (T24)', async () => {
    const ref = await toy.parked();
    toy.run.memory.versions.set('person#ann', 2);
    expect(kind(await toy.post(ref, 'resolve', refuse))).toEqual([403, 'not-entitled']);
  });

  it('resolved: twice at once; one wins, and the other is told', async () => {
    const ref = await toy.parked();
    const both = await Promise.all([toy.post(ref, 'resolve', hand), toy.post(ref, 'resolve', refuse, 'bob')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await said(ref)).toEqual(['exception-resolved']);
  });

  it('by a key that came with something else', async () => {
    const ref = await toy.parked();
    const key = crypto.randomUUID();
    expect((await toy.post(ref, 'assign', { to: 'bob' }, 'ann', key)).status).toBe(200);
    expect(kind(await toy.post(ref, 'assign', { to: 'cleo' }, 'ann', key))).toEqual([422, 'key-reused']);
  });
});

it('assigned to somebody, and told again under the same key', async () => {
  const ref = await toy.parked();
  const key = crypto.randomUUID();
  const first = await toy.post(ref, 'assign', { to: 'bob' }, 'olga', key);
  expect(first).toMatchObject({ status: 200, body: { exception: { assignee: 'bob', class: 'erp-unavailable' } } });
  expect(await toy.post(ref, 'assign', { to: 'bob' }, 'olga', key)).toEqual(first);
  expect(await said(ref)).toEqual(['exception-assigned']);
});

it('a deviating document is accepted as it is; the case stays what it was, and off the list', async () => {
  const ref = await toy.deviating();
  const answer = await toy.post(ref, 'resolve', { resolution: 'accept-as-is', reason: 'rounding, agreed' });
  expect(answer).toMatchObject({ status: 200, body: { status: 'posted-deviating' } });
  expect(answer.body.exception).toBeUndefined();
  expect((await toy.list()).exceptions).toEqual([]);
});

describe('posted by hand', () => {
  it('the case is that, with its document; nobody can reopen it', async () => {
    const ref = await toy.parked();
    expect(await toy.post(ref, 'resolve', hand)).toMatchObject({ status: 200, body: { status: 'posted-by-hand' } });
    expect((await toy.show(ref)).body).toMatchObject({ postedByHand: { document: 'INV-1', by: 'ann' } });
    const reopen = await toy.call('POST', `/cases/${ref.caseId}/reopen`, { token: 'bob', body: { reason: 'again' } });
    expect(kind(reopen)).toEqual([409, 'not-reopenable']);
  });

  it('is taken back by another person alone, and then may be reopened; who said it approves nothing', async () => {
    const ref = await toy.parked({ number: 'A1', cents: 2_000 });
    await toy.post(ref, 'resolve', hand);
    const reason = 'another invoice';
    expect(kind(await toy.post(ref, 'take-back', { reason }))).toEqual([403, 'own-statement']);
    expect(kind(await toy.post(ref, 'take-back', { reason, statement: 2 }, 'bob'))).toEqual([409, 'no-statement']);
    const back = await toy.post(ref, 'take-back', { reason }, 'bob');
    expect(back.body).toMatchObject({ status: 'parked', exception: { class: 'erp-unavailable' } });
    expect(kind(await toy.post(ref, 'take-back', { reason, statement: 5 }, 'bob'))).toEqual([409, 'no-statement']);
    await toy.call('POST', `/cases/${ref.caseId}/reopen`, { token: 'bob', body: { reason: 'again' } });
    const again = await toy.run.toDecision({ schema: 1, caseId: ref.caseId, attempt: 2, workflow: 'toy' }, 0.95);
    await toy.run.open(again);
    const body = { digest: again.digest, comment: 'fine' };
    expect(kind(await toy.call('POST', `/reviews/${ref.caseId}/approve`, { token: 'ann', body }))[0]).toBe(403);
    expect((await toy.call('POST', `/reviews/${ref.caseId}/approve`, { token: 'cleo', body })).status).toBe(200);
  });

  it('who takes it back has a part in it, too, and approves nothing', async () => {
    const ref = await toy.parked({ number: 'A1', cents: 2_000 });
    await toy.post(ref, 'resolve', hand);
    await toy.post(ref, 'take-back', { reason: 'another invoice' }, 'bob');
    await toy.call('POST', `/cases/${ref.caseId}/reopen`, { token: 'cleo', body: { reason: 'again' } });
    const again = await toy.run.toDecision({ schema: 1, caseId: ref.caseId, attempt: 2, workflow: 'toy' }, 0.95);
    await toy.run.open(again);
    const body = { digest: again.digest, comment: 'fine' };
    const answer = await toy.call('POST', `/reviews/${ref.caseId}/approve`, { token: 'bob', body });
    expect(kind(answer)).toEqual([403, 'not-entitled']);
    expect(JSON.stringify(answer.body)).toContain('exception-resolution');
  });

  it('ends the review that was open: nobody approves it any more', async () => {
    const { caseId } = await toy.decided({ number: 'A1', cents: 2_000 });
    for (const attempt of [1, 2]) {
      const next = { attempt: attempt + 1 };
      await toy.run.append('sweep', caseId, { entryKey: `i${attempt}`, stage: 'interrupted', body: { attempt } });
      await toy.run.append('sweep', caseId, { entryKey: `r${attempt}`, stage: 'reopened', body: next });
    }
    const ref = await toy.run.toDecision({ schema: 1, caseId, attempt: 3, workflow: 'toy' }, 0.95);
    await toy.run.open(ref);
    await toy.run.append('sweep', caseId, { entryKey: 'i3', stage: 'interrupted', body: { attempt: 3 } });
    expect((await toy.post(ref, 'resolve', hand)).body.status).toBe('posted-by-hand');
    const body = { digest: ref.digest, comment: 'fine' };
    const answer = await toy.call('POST', `/reviews/${ref.caseId}/approve`, { token: 'cleo', body });
    expect(kind(answer)).toEqual([409, 'already-decided']);
  });
});

it('closed as refused, a case is refused, and may be reopened; what fails again is another exception', async () => {
  const ref = await toy.parked();
  expect((await toy.post(ref, 'resolve', refuse)).body.status).toBe('refused');
  const body = { reason: 'it is ours' };
  expect((await toy.call('POST', `/cases/${ref.caseId}/reopen`, { token: 'bob', body })).status).toBe(200);
  expect((await toy.show(ref)).body).toMatchObject({ status: 'open' });
  await toy.park({ ...ref, attempt: 2 }, 'ErpRejected');
  expect((await toy.show(ref)).body.exception).toMatchObject({ class: 'erp-refused' });
});

it('an event in quarantine is its keepers’: assigned here, decided there', async () => {
  const { run } = toy;
  await run.append('intake', `quarantine-${'1'.repeat(32)}`, {
    ...{
      entryKey: 'q',
      stage: 'quarantined',
      workflow: { slug: 'quarantine', version: '1' },
      evidence: ['0'.repeat(64)],
    },
    body: { sender: 's', type: 't', eventId: 'e', time: '', faults: [{ path: 'a', detail: 'b' }] },
  });
  const ref = { caseId: `quarantine-${'1'.repeat(32)}` };
  expect(kind(await toy.show(ref, 'ann'))).toEqual([403, 'not-entitled']);
  expect((await toy.list({}, 'gia')).exceptions).toMatchObject([
    { class: 'quarantined', allowed: ['readmit', 'discard'] },
  ]);
  const seen = { opened: 1 };
  expect((await toy.post(ref, 'assign', { to: 'gia', ...seen }, 'gia')).body.exception.assignee).toBe('gia');
  expect(kind(await toy.post(ref, 'resolve', { ...refuse, ...seen }, 'gia'))).toEqual([409, 'resolution-refused']);
  const body = { digest: '0'.repeat(64), reason: 'a test of theirs' };
  expect((await toy.call('POST', `/quarantine/${ref.caseId}/discard`, { token: 'gia', body })).status).toBe(200);
  expect((await toy.list({}, 'gia')).exceptions).toEqual([]);
});
