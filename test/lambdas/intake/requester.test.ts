import { beforeEach, describe, expect, it } from 'vitest';
import { intake } from '../../../lambdas/intake/run.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import { incomingVersions } from '../../../statemachines/kernel/events/versions.ts';
import { registry } from '../../../statemachines/registry.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

const TIME = '2026-11-24T09:00:00Z';
const ann = { subject: 'ann', claimed: ['clerk', 'chief'] };

/** A note under review that came with such extensions, and who asks to approve it. */
async function underReview(document: object, extensions: object) {
  const data = { document: { content: JSON.stringify(document), encoding: 'utf-8' } };
  const detail = { specversion: '1.0', id: 'e1', source: 'shop', type: 'toy.received.v1', time: TIME, data };
  await intake({ 'detail-type': detail.type, source: 'shop', detail: { ...detail, ...extensions } }, run.intakeDeps);
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  const ref = await run.toDecision(start.input, 0.95);
  await run.open(ref);
  return ref;
}
const note = { number: 'A1', cents: 2_000 };

describe('a requester that an event names: who requested is said by the ERP’s users alone', () => {
  it('excludes, as every act that the facts know; the event can’t take it back', async () => {
    const ref = await underReview({ ...note, by: 'ann' }, { requester: 'bob' });
    await refused('not-entitled', approve(ann, { caseId: ref.caseId, digest: ref.digest ?? '' }, run.deciding));
  });

  it.each([
    ['a name', { requester: 'ann' }],
    ['a person', { requester: { id: 'ann', duty: 'requisition' } }],
    [
      'acts',
      {
        acts: [{ duty: 'requisition', by: 'ann', to: 'A1' }],
        requestedby: 'ann',
        readmission: { repairedBy: ['ann'] },
      },
    ],
  ])('as an extension changes nothing: %s', async (_, extensions) => {
    const ref = await underReview(note, extensions);
    const plain = toyRun();
    await plain.receive(note);
    const bodies = async (of: typeof run) =>
      (await of.intakeDeps.ledger.read(ref.caseId)).slice(0, 1).map((e) => e.body);
    expect(await bodies(run)).toEqual(await bodies(plain));
    const { review } = await approve(ann, { caseId: ref.caseId, digest: ref.digest ?? '' }, run.deciding);
    expect(review.state).toBe('approved');
  });

  it.each(registry.flatMap(incomingVersions).map((version) => [version.type, version] as const))(
    'in the data is no part of %s: quarantined',
    async (type, { example }) => {
      const data = { ...(example as object), requester: 'ann' };
      const detail = { specversion: '1.0', id: 'e1', source: 'shop', type, time: TIME, data };
      const { answer, reasons } = await intake(
        { 'detail-type': type, source: 'shop', detail },
        { ...run.intakeDeps, workflows: registry },
      );
      expect([answer, reasons?.join()]).toEqual(['quarantined', expect.stringContaining('requester')]);
    },
  );
});
