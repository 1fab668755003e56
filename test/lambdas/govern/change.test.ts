import { beforeEach, describe, expect, it } from 'vitest';
import { unreviewedGlasses } from '../../../lambdas/govern/broken-glass.ts';
import { confirm, PROPOSAL_MS } from '../../../lambdas/govern/change.ts';
import type { GovernDeps } from '../../../lambdas/govern/deps.ts';
import { setLevel } from '../../../lambdas/govern/levels.ts';
import { GovernRefusal, type GovernRefusalKind } from '../../../lambdas/govern/refusal.ts';
import { BREAK_GLASS_MS, breakGlass, lift, stop } from '../../../lambdas/govern/stop.ts';
import { governanceCaseId } from '../../../statemachines/kernel/authority/change.ts';
import { chainFaults } from '../../../statemachines/kernel/verify-chain.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

let run: ReturnType<typeof toyRun>;
let deps: GovernDeps;
beforeEach(() => {
  run = toyRun();
  deps = toyGovern(run);
});
const ALL = { kind: 'all', id: '*' } as const;
const refused = async (kind: GovernRefusalKind, changing: Promise<unknown>) => {
  const error = await changing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GovernRefusal);
  expect(error).toMatchObject({ kind });
};
const appoint = (...to: string[]) => {
  const appointments = to.map((role) => ({ role, companies: ['*'] }));
  run.authority.people.set('gia', toyStanding('gia', toyPerson('gia', 'governance', { appointments })));
};
const isStopped = () => run.memory.items.get('stop#all')?.['stopped'];

describe('authority data is not changed', () => {
  it.each([
    ['by an approver', { subject: 'ann', claimed: ['governance', 'clerk'] }],
    ['by a governor whose token does not claim the role', { subject: 'gia', claimed: [] }],
    ['by somebody unknown', governor('mallory')],
  ])('%s', async (_, caller) => {
    await refused('not-governance', stop(caller, ALL, 'why', deps));
    expect(isStopped()).toBe(false);
  });

  it('by a governor who is also something else: who writes the rules does not work under them', async () => {
    const both = ['governance', 'clerk'].map((role) => ({ role, companies: ['*'] }));
    run.authority.people.set('gia', toyStanding('gia', toyPerson('gia', 'governance', { appointments: both })));
    await refused('not-governance', stop(governor('gia'), ALL, 'why', deps));
  });

  it('for more autonomy by one person alone, whatever name they use', async () => {
    await stop(governor('gia'), ALL, 'odd postings', deps);
    const { digest } = await lift(governor('gia'), ALL, 'explained', deps);
    await refused('same-person', confirm(governor('gia'), { key: 'stop#all', digest }, deps));
    run.authority.people.set('gus', toyStanding('gus', toyPerson('gus', 'governance', { aliases: ['erp:gia'] })));
    await refused('same-person', confirm(governor('gus'), { key: 'stop#all', digest }, deps));
    expect(isStopped()).toBe(true);
  });

  it('by confirming another digest, another item, or a proposal of yesterday', async () => {
    await stop(governor('gia'), ALL, 'odd', deps);
    const { digest } = await lift(governor('gia'), ALL, 'explained', deps);
    await refused('no-change', confirm(governor('gus'), { key: 'stop#all', digest: 'f'.repeat(64) }, deps));
    await refused('no-change', confirm(governor('gus'), { key: 'stop#workflow#toy', digest }, deps));
    run.clock.advance(PROPOSAL_MS);
    await refused('change-expired', confirm(governor('gus'), { key: 'stop#all', digest }, deps));
  });

  it('when it was changed after the proposal', async () => {
    await stop(governor('gia'), ALL, 'odd', deps);
    const { digest } = await lift(governor('gia'), ALL, 'explained', deps);
    await stop(governor('gwen'), ALL, 'another reason', deps);
    await refused('outdated', confirm(governor('gus'), { key: 'stop#all', digest }, deps));
    expect(isStopped()).toBe(true);
  });

  it.each([
    ['has left', () => run.authority.people.delete('gia')],
    ['is something else now', () => appoint('clerk')],
    ['is something else, too', () => appoint('governance', 'clerk')],
    ['is stopped', () => stop(governor('gwen'), { kind: 'approver', id: 'gia' }, 'stolen', deps)],
  ])('when the one who proposed it %s meanwhile', async (_, meanwhile) => {
    await stop(governor('gia'), ALL, 'odd', deps);
    const { digest } = await lift(governor('gia'), ALL, 'explained', deps);
    await meanwhile();
    await refused('change-expired', confirm(governor('gus'), { key: 'stop#all', digest }, deps));
    expect(isStopped()).toBe(true);
  });

  it('by a second person who has become the first one’s other name meanwhile', async () => {
    await stop(governor('gia'), ALL, 'odd', deps);
    const { digest } = await lift(governor('gia'), ALL, 'explained', deps);
    run.authority.people.set('gia', toyStanding('gia', toyPerson('gia', 'governance', { aliases: ['erp:gus'] })));
    await refused('same-person', confirm(governor('gus'), { key: 'stop#all', digest }, deps));
  });

  it('for longer than an emergency lasts', async () => {
    const until = new Date(run.clock.now().getTime() + BREAK_GLASS_MS + 1).toISOString();
    await refused('change-refused', breakGlass(governor('gia'), { scope: ALL, until, reason: 'payroll' }, deps));
  });
});

describe('authority data is changed', () => {
  it('by one person for less autonomy, by two for more; entry and item together', async () => {
    await stop(governor('gia'), ALL, 'odd', deps);
    expect(run.memory.items.get('stop#all')).toMatchObject({ stopped: true, version: 2, by: ['gia'] });
    const { digest, state, caseId } = await lift(governor('gia'), ALL, 'explained', deps);
    expect(state).toBe('proposed');
    await confirm(governor('gus'), { key: 'stop#all', digest }, deps);
    expect(run.memory.items.get('stop#all')).toMatchObject({ stopped: false, version: 3, by: ['gia', 'gus'] });
    const entries = await deps.ledger.read(caseId);
    expect(chainFaults(entries)).toEqual([]);
    expect(entries.map(({ stage, actor }) => [stage, actor.id])).toEqual([
      ['change-made', 'gia'],
      ['change-proposed', 'gia'],
      ['change-made', 'gus'],
    ]);
  });

  it('by proposing the same again once the first proposal is too old; before that it is the same proposal', async () => {
    await stop(governor('gia'), ALL, 'odd', deps);
    const first = await lift(governor('gia'), ALL, 'explained', deps);
    expect(await lift(governor('gia'), ALL, 'explained', deps)).toEqual(first);
    for (const _ of [1, 2]) {
      run.clock.advance(PROPOSAL_MS);
      expect((await lift(governor('gia'), ALL, 'explained', deps)).digest).toBe(first.digest);
    }
    await confirm(governor('gus'), { key: 'stop#all', digest: first.digest }, deps);
    expect(isStopped()).toBe(false);
  });

  it('by whoever proposed the same at the same time, too: each is the other’s second person', async () => {
    await stop(governor('gia'), ALL, 'odd', deps);
    const { digest } = await lift(governor('gia'), ALL, 'explained', deps);
    await lift(governor('gus'), ALL, 'explained', deps);
    await confirm(governor('gus'), { key: 'stop#all', digest }, deps);
    expect(run.memory.items.get('stop#all')).toMatchObject({ stopped: false, by: ['gia', 'gus'] });
  });

  it.each([
    ['lower', { level: 'suggest', minConfidence: 0.9 }, 'made'],
    ['a lower cap', { level: 'capped', minConfidence: 0.9, cap: { minor: 5, currency: 'EUR' } }, 'made'],
    ['less confidence demanded', { level: 'suggest', minConfidence: 0.1 }, 'proposed'],
    [
      'a cap in another currency',
      { level: 'capped', minConfidence: 0.9, cap: { minor: 5, currency: 'USD' } },
      'proposed',
    ],
    ['higher', { level: 'auto', minConfidence: 0.9 }, 'proposed'],
  ] as const)('a level that is %s', async (_, to, state) => {
    const level = { workflow: 'toy', company: 'ACME', reason: 'trial' };
    const cap = { minor: 10, currency: 'EUR' };
    const first = await setLevel(governor('gia'), { ...level, to: { level: 'capped', cap, minConfidence: 0.9 } }, deps);
    await confirm(governor('gus'), { key: 'autonomy#toy#ACME', digest: first.digest }, deps);
    expect((await setLevel(governor('gia'), { ...level, to }, deps)).state).toBe(state);
  });

  it.each([
    ['beyond the end of what counts now', 'capped', { ends: 1 }],
    ['beyond the day from which less was to count', 'capped', { ends: 1, next: 'suggest' }],
    ['beyond a gap in which nothing was to count', 'suggest', { ends: 1, next: 'capped', after: 2 }],
  ] as const)('by two people for what is less now, and more %s', async (_, level, { ends, ...later }) => {
    const day = (days: number) => new Date(run.clock.now().getTime() + days * 86_400_000).toISOString();
    const { next, after = ends }: { next?: string; after?: number } = later;
    const cap = { minor: 10, currency: 'EUR' };
    const terms = [
      { level: 'capped', cap, minConfidence: 0.9, validFrom: day(-1), validUntil: day(ends) },
      ...(next ? [{ level: next, cap, minConfidence: 0.9, validFrom: day(after) }] : []),
    ];
    run.memory.items.set('autonomy#toy#ACME', { kind: 'autonomy', version: 1, terms });
    run.memory.versions.set('autonomy#toy#ACME', 1);
    const to = { level, minConfidence: 0.9, cap: { minor: 9, currency: 'EUR' } };
    const done = await setLevel(governor('gia'), { workflow: 'toy', company: 'ACME', reason: 'trial', to }, deps);
    expect(done.state).toBe('proposed');
  });

  it('by breaking the glass: two people, an end, and a review that is due from then on', async () => {
    await stop(governor('gia'), ALL, 'odd', deps);
    const until = new Date(run.clock.now().getTime() + 3_600_000).toISOString();
    const { digest } = await breakGlass(governor('gia'), { scope: ALL, until, reason: 'payroll' }, deps);
    await confirm(governor('gus'), { key: 'stop#all', digest }, deps);
    const scope = { workflow: 'toy', roles: [], company: 'ACME', stops: [ALL] };
    expect((await run.authority.read(scope)).stops[0]?.stopped).toBe(false);
    expect(await unreviewedGlasses(ALL, await deps.watching.read(governanceCaseId('stop#all')), deps)).toEqual([]);
    run.clock.advance(3_600_000);
    expect((await run.authority.read(scope)).stops[0]?.stopped).toBe(true);
    expect(await unreviewedGlasses(ALL, await deps.watching.read(governanceCaseId('stop#all')), deps)).toMatchObject([
      { endedAt: until, by: ['gia', 'gus'] },
    ]);
  });
});
