import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { gather } from '../../../lambdas/gather/run.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import { reviewOf } from '../../../lambdas/review/fold.ts';
import { proposeValue, type ValueProposal } from '../../../lambdas/review/propose-value.ts';
import { newest } from '../../../lambdas/shared/case-log.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import { proposal } from '../../../statemachines/kernel/proposal.ts';
import { type CaseRef, MAX_VISITS } from '../../../statemachines/kernel/task-input.ts';
import { refused } from '../../support/refused.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

/** A case that the agent could commit, were it surer of it. */
async function underReview(cents = 500): Promise<CaseRef> {
  await run.receive({ number: 'A1', cents });
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  const ref = await run.toDecision(start.input, 0.5);
  await run.open(ref);
  return ref;
}
/** The execution was told, gathers and decides again; the agent is sure now. */
async function decidedAnew(ref: CaseRef): Promise<CaseRef> {
  const again = await run.toDecision(ref, 0.99);
  if (again.route === 'review') await run.open(again, `token ${again.visit}`);
  return again;
}
const person = (subject: string) => ({ subject, claimed: ['clerk', 'chief'] });
const wanting = ({ caseId, digest = '' }: CaseRef, more: Partial<ValueProposal> = {}): ValueProposal => ({
  ...{ caseId, digest, adjustments: { text: 'other' }, comment: 'it belongs elsewhere' },
  ...more,
});
const approval = ({ caseId, digest = '' }: CaseRef) => ({ caseId, digest, comment: 'right' });
const entries = (ref: CaseRef) => run.deciding.ledger.read(ref.caseId);
async function payloadOf(ref: CaseRef) {
  const text = Buffer.from(await run.evidence.get(ref.caseId, ref.digest ?? '')).toString('utf8');
  return proposal.parse(JSON.parse(text)).commands[0]?.payload;
}

describe('a value is refused', () => {
  it.each([
    ['that is an amount', { adjustments: { cents: '1' } }, 'value-refused', /cents/],
    [
      'beside one that is possible',
      { adjustments: { text: 'other', totals: { net: '1' } } },
      'value-refused',
      /totals/,
    ],
    ['that is no text', { adjustments: { text: 5 } }, 'value-refused', /text/],
    ['that is nothing', { adjustments: null }, 'value-refused', /./],
    ['that changes nothing', { adjustments: {} }, 'value-refused', /already/],
    ['without words', { comment: ' ' }, 'reason-required', /./],
    ['of another proposal', { digest: 'e'.repeat(64) }, 'digest-changed', /./],
  ] as const)('%s', async (_, change, kind, words) => {
    const ref = await underReview();
    await refused(kind, proposeValue(person('ann'), wanting(ref, change), run.deciding), words);
    expect(reviewOf(await entries(ref))?.state).toBe('open');
    expect(run.answerer.answers).toEqual([]);
  });

  it('that the facts don’t allow', async () => {
    run.told['banned'] = ['other'];
    const ref = await underReview();
    await refused('value-refused', proposeValue(person('ann'), wanting(ref), run.deciding), /banned/);
  });

  it('of somebody who may not decide', async () => {
    const ref = await underReview();
    await refused('not-entitled', proposeValue(person('mallory'), wanting(ref), run.deciding));
    await refused('not-entitled', proposeValue({ subject: 'ann', claimed: [] }, wanting(ref), run.deciding));
  });

  it('once it has been decided', async () => {
    const ref = await underReview();
    await approve(person('bob'), approval(ref), run.deciding);
    await refused('already-decided', proposeValue(person('ann'), wanting(ref), run.deciding));
  });

  it('when the case was decided anew too often: it would be parked', async () => {
    let ref = await underReview();
    for (let visit = 1; visit < MAX_VISITS; visit += 1) {
      await proposeValue(person('ann'), wanting(ref, { adjustments: { text: `v${visit}` } }), run.deciding);
      ref = await decidedAnew(ref);
    }
    await refused('value-refused', proposeValue(person('ann'), wanting(ref), run.deciding), /too often/);
    expect((await approve(person('bob'), approval(ref), run.deciding)).review.state).toBe('approved');
  });
});

describe('a proposed value', () => {
  it('is decided anew, under a new digest, and never by the agent', async () => {
    const ref = await underReview();
    await proposeValue(person('ann'), wanting(ref), run.deciding);
    expect(run.answerer.answers).toMatchObject([{ token: 'review-token', kind: 'failure', error: 'FactsChanged' }]);
    expect(statusOf(await entries(ref))).toBe('open');
    const again = await decidedAnew(ref);
    expect(again).toMatchObject({ route: 'review', visit: 2 });
    expect(again.digest).not.toBe(ref.digest);
    expect(await payloadOf(again)).toMatchObject({ text: 'other' });
    expect(newest(await entries(ref), 'decided')?.body['findings']).toEqual(['VALUE-PROPOSED']);
    await refused('digest-changed', approve(person('bob'), approval(ref), run.deciding));
  });

  it('T3: is approved by another person than whoever proposed it, who is told why', async () => {
    const ref = await underReview();
    await proposeValue(person('ann'), wanting(ref), run.deciding);
    const again = await decidedAnew(ref);
    await refused('not-entitled', approve(person('ann'), approval(again), run.deciding), /value-proposal/);
    expect((await approve(person('bob'), approval(again), run.deciding)).review.state).toBe('approved');
    expect(await execute(run.messageOf(again), run.gateway)).toMatchObject({ answer: { kind: 'success' } });
  });

  it('ends the review: the one whose approval comes too late is told so', async () => {
    const ref = await underReview(30_000);
    await approve(person('bob'), approval(ref), run.deciding);
    await proposeValue(person('ann'), wanting(ref), run.deciding);
    await refused('already-decided', approve(person('cleo'), approval(ref), run.deciding));
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { kind: 'failure' } });
    expect(run.erp.calls).toBe(0);
  });

  it('stands when the facts have changed once more, and still needs a person', async () => {
    const ref = await underReview();
    await proposeValue(person('ann'), wanting(ref), run.deciding);
    const third = await decidedAnew(await decidedAnew(ref));
    expect(third).toMatchObject({ route: 'review', visit: 3 });
    expect(await payloadOf(third)).toMatchObject({ text: 'other' });
  });

  it('is left out, and said to be, once the facts don’t allow it any more', async () => {
    const ref = await underReview();
    await proposeValue(person('ann'), wanting(ref), run.deciding);
    run.told['banned'] = ['other'];
    const again = await decidedAnew(ref);
    expect(again.route).toBe('review');
    expect(await payloadOf(again)).not.toHaveProperty('text');
    expect(newest(await entries(ref), 'decided')?.body['findings']).toEqual(['VALUE-NOT-POSSIBLE', 'VALUE-PROPOSED']);
  });

  it('can be taken back, and the next person who wants something is asked', async () => {
    const ref = await underReview();
    await proposeValue(person('ann'), wanting(ref), run.deciding);
    const again = await decidedAnew(ref);
    await proposeValue(person('bob'), wanting(again, { adjustments: {} }), run.deciding);
    const third = await decidedAnew(again);
    expect(third.route).toBe('review');
    expect(await payloadOf(third)).not.toHaveProperty('text');
    await refused('not-entitled', approve(person('bob'), approval(third), run.deciding));
    expect((await approve(person('cleo'), approval(third), run.deciding)).review.state).toBe('approved');
  });

  it('is believed only under the key of the review API', async () => {
    const ref = await underReview();
    await proposeValue(person('ann'), wanting(ref), run.deciding);
    run.memory.cases.set(
      ref.caseId,
      (await entries(ref)).map((entry) => (entry.stage === 'value-proposed' ? { ...entry, mac: 'forged' } : entry)),
    );
    const facts = { read: async () => ({ version: 'v1', inFlight: [] }) };
    const deps = { ...run.as('gather'), facts, openCases: { facets: async () => [] } };
    await expect(gather({ ...ref, state: 'Gather' }, deps)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });

  it('of one request is recorded once', async () => {
    const ref = await underReview();
    const request = { id: 'r1', asked: 'f'.repeat(64) };
    const both = await Promise.allSettled(
      [1, 2].map(() => proposeValue(person('ann'), wanting(ref, { request }), run.deciding)),
    );
    expect(both.map(({ status }) => status)).toContain('fulfilled');
    expect((await entries(ref)).filter(({ stage }) => stage === 'value-proposed')).toHaveLength(1);
  });
});
