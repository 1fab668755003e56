import { beforeEach, describe, expect, it } from 'vitest';
import { consentsFault } from '../../../lambdas/decide/proposal-fault.ts';
import type { Consent } from '../../../statemachines/kernel/authority/consents.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

async function routed(consents: readonly Consent[] | undefined, more: object = {}): Promise<CaseRef> {
  await run.receive({ number: 'A1', cents: 5, ...(consents && { consents }), ...more });
  return run.toDecision(run.started.at(-1)?.input as CaseRef, 0.99);
}
const decision = async ({ caseId }: CaseRef): Promise<LedgerEntry> => {
  const decided = (await run.deciding.ledger.read(caseId)).find(({ stage }) => stage === 'decided');
  if (!decided) throw new Error('nothing was decided');
  return decided;
};
const basisOf = async (ref: CaseRef) => {
  const [, hash = ''] = (await decision(ref)).evidence;
  return JSON.parse(Buffer.from(await run.evidence.get(ref.caseId, hash)).toString('utf8'));
};
const LEGAL = { role: 'legal', people: 2, step: 1 };
const PRIVACY = { role: 'privacy', people: 1, step: 2 };

describe('a proposal is parked as a fault of its workflow', () => {
  it.each<[string, Consent[], RegExp]>([
    ['that asks a role the manifest does not name', [{ ...LEGAL, role: 'janitor' }], /names no consent of janitor/],
    ['that asks a role of the ladder', [{ ...LEGAL, role: 'chief' }], /names no consent of chief/],
    ['that asks the agent', [{ ...LEGAL, role: 'agent' }], /names no consent of agent/],
    ['that asks a role twice', [LEGAL, { ...LEGAL, step: 2 }], /a role stands in it twice/],
    ['that asks nobody', [{ ...LEGAL, people: 0 }], /0\.people/],
    ['that asks more than three', [{ ...LEGAL, people: 4 }], /0\.people/],
    ['that asks in a sixth step', [{ ...LEGAL, step: 6 }], /0\.step/],
  ])('%s', async (_, consents, why) => {
    const ref = await routed(consents);
    expect(ref).toMatchObject({ route: 'park', reason: expect.stringMatching(/^WorkflowFault: /) });
    expect(ref.reason).toMatch(why);
  });
});

it('a role of the ladder is none that consents, though a manifest names it as both', () => {
  const both = { roles: ['agent', 'chief'], consents: ['chief', 'legal'] };
  expect(consentsFault([{ role: 'chief', people: 1, step: 1 }], both)).toMatch(/names no consent of chief/);
  expect(consentsFault([LEGAL], both)).toBeUndefined();
});

describe('nobody is permitted', () => {
  it('where a role that must consent is not on file', async () => {
    run.authority.specialists = run.authority.specialists.filter(({ id }) => id !== 'privacy');
    expect(await routed([LEGAL, PRIVACY])).toMatchObject({ route: 'park', reason: 'NOBODY-PERMITTED' });
    expect(await routed([LEGAL], { number: 'A2' })).toMatchObject({ route: 'review' });
  });

  it('where policy lets a role that must consent not do so', async () => {
    const wide = run.authority.specialists.map((role) => ({ ...role, id: 'janitor' }));
    run.authority.specialists = wide;
    expect(await routed([LEGAL])).toMatchObject({ route: 'park', reason: 'NOBODY-PERMITTED' });
  });

  it('where nobody has the authority over the amount, whoever consents', async () => {
    expect(await routed([LEGAL], { cents: 50_001 })).toMatchObject({ route: 'park', reason: 'NOBODY-PERMITTED' });
  });
});

describe('a proposal that needs consents', () => {
  it('is not the agent’s to commit: the least role of people is asked, as ever', async () => {
    const ref = await routed([LEGAL, PRIVACY]);
    expect(ref.route).toBe('review');
    const { body } = await decision(ref);
    expect(body).toMatchObject({ route: 'review', role: 'clerk', approvals: 1, consents: [LEGAL, PRIVACY] });
    expect(body['policies']).toContain('agent-never-consents-nor-goes-before-consents');
    expect(body['steps']).toMatchObject([{ role: 'clerk' }, { role: 'chief' }, { role: 'chief' }, { role: 'chief' }]);
  });

  it('has them in its evidence, with what policy said of each', async () => {
    const { subject, authority, tried } = await basisOf(await routed([LEGAL, PRIVACY]));
    expect(subject.consents).toEqual([LEGAL, PRIVACY]);
    expect(authority.consents.map(({ id }: { id: string }) => id)).toEqual(['legal', 'privacy']);
    expect(tried.filter(({ action }: { action: string }) => action === 'consent')).toMatchObject([
      { role: 'legal', verdict: { permitted: true, policies: ['specialist-consents'] } },
      { role: 'privacy', verdict: { permitted: true } },
    ]);
  });
});

it.each([
  ['none', undefined],
  ['an empty list of them', []],
])('with %s everything is as without', async (_, consents) => {
  const ref = await routed(consents);
  expect(ref.route).toBe('auto');
  expect(Object.keys((await decision(ref)).body)).not.toContain('consents');
  const { subject, authority } = await basisOf(ref);
  expect([...Object.keys(subject), ...Object.keys(authority)]).not.toContain('consents');
});
