import { describe, expect, it } from 'vitest';
import { conclude } from '../../../lambdas/conclude/run.ts';
import { ErpRefused, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { Received } from '../../../lambdas/intake/deps.ts';
import { approve, reject } from '../../../lambdas/review/countersign.ts';
import { statusOf } from '../../../lambdas/shared/case-status.ts';
import type { Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

type Run = ReturnType<typeof toyRun>;
const NOTE = { number: 'A1', cents: 500 };
const TOLD = { id: 'e2', time: '2026-11-24T10:00:00Z' };
const ann = { subject: 'ann', claimed: ['clerk'] };

const decided = async (run: Run, note: object = NOTE) => {
  await run.receive(note);
  return run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
};
const underReview = async (run: Run) => {
  const ref = await decided(run, { ...NOTE, cents: 2_000 });
  await run.open(ref);
  return { ref, decision: { caseId: ref.caseId, digest: ref.digest ?? '' } };
};
const ended = (state: 'Park' | 'Refuse') => async (run: Run) => {
  await conclude({ ...(await decided(run)), state, reason: 'Transient' }, run.as('conclude'));
};
/** Parked, and a person has said what became of it. */
const stated = (resolution: string) => async (run: Run) => {
  await ended('Park')(run);
  const [caseId = ''] = run.memory.cases.keys();
  const body = { attempt: 1, resolution };
  await run.append('exceptions', caseId, { entryKey: 'said', stage: 'exception-resolved', body });
};
const prepared = async (run: Run) => {
  run.erp.before = () => {
    throw new ErpUnknown('the answer is lost');
  };
  const ref = await decided(run);
  await execute(run.messageOf(ref), run.gateway);
  return ref;
};

/** Brings a case into each state that it may be in. */
const STATES = {
  absent: async () => {},
  received: async (run) => void (await run.receive(NOTE)),
  decided: async (run) => void (await decided(run)),
  'waiting for review': async (run) => void (await underReview(run)),
  approved: async (run) => void (await approve(ann, (await underReview(run)).decision, run.deciding)),
  rejected: async (run) =>
    void (await reject(ann, { ...(await underReview(run)).decision, comment: 'no' }, run.deciding)),
  refused: ended('Refuse'),
  parked: ended('Park'),
  interrupted: async (run) => {
    const { caseId } = await decided(run);
    await run.append('sweep', caseId, { entryKey: '1/interrupted', stage: 'interrupted', body: { attempt: 1 } });
  },
  'refused by the ERP': async (run) => {
    run.erp.before = () => {
      throw new ErpRefused('closed period');
    };
    await execute(run.messageOf(await decided(run)), run.gateway);
  },
  prepared: async (run) => void (await prepared(run)),
  'given up': async (run) => {
    const { caseId } = await prepared(run);
    const body = { attempt: 1, visit: 1, command: 'post-toy', afterProbe: true };
    await run.append('gateway', caseId, { entryKey: 'effect/1/1/post-toy/settled', stage: 'withdrawn', body });
  },
  'parked, prepared': async (run) => {
    const ref = await prepared(run);
    await conclude({ ...ref, state: 'Park', reason: 'EffectUnknown' }, run.as('conclude'));
  },
  posted: async (run) => void (await execute(run.messageOf(await decided(run)), run.gateway)),
  'posted by hand': stated('posted-by-hand'),
  'closed by a person': stated('refused'),
  superseded: async (run) => {
    await decided(run);
    await run.correct({ ...NOTE, cents: 600 }, { ...TOLD, id: 'e1b' });
  },
  withdrawn: async (run) => {
    await decided(run);
    await run.withdraw('A1', { ...TOLD, id: 'e1b' });
  },
} satisfies Record<string, (run: Run) => Promise<void>>;
type State = keyof typeof STATES;

type Outcome = Received['answer'] | 'Transient';
/** What comes of a corrected document, of a withdrawal; and the status after each, where they are heeded. */
const TABLE: Readonly<Record<State, readonly [corrected: Outcome, withdrawn: Outcome]>> = {
  absent: ['accepted', 'quarantined'],
  received: ['accepted', 'accepted'],
  decided: ['accepted', 'accepted'],
  'waiting for review': ['accepted', 'accepted'],
  approved: ['accepted', 'accepted'],
  rejected: ['accepted', 'accepted'],
  refused: ['accepted', 'accepted'],
  parked: ['accepted', 'accepted'],
  interrupted: ['accepted', 'accepted'],
  'refused by the ERP': ['accepted', 'accepted'],
  prepared: ['Transient', 'Transient'],
  'given up': ['conflict', 'conflict'],
  'parked, prepared': ['conflict', 'conflict'],
  posted: ['conflict', 'conflict'],
  'posted by hand': ['conflict', 'conflict'],
  'closed by a person': ['accepted', 'accepted'],
  superseded: ['accepted', 'accepted'],
  withdrawn: ['accepted', 'duplicate'],
};

/** The event, twice; both answers. */
async function twice(tell: () => Promise<Received>): Promise<Outcome[]> {
  const answers: Outcome[] = [];
  for (let times = 0; times < 2; times += 1)
    answers.push(
      await tell().then(
        ({ answer }) => answer,
        (error: Error) => error.name as 'Transient',
      ),
    );
  return answers;
}

async function after(state: State, tell: (run: Run) => Promise<Received>) {
  const run = toyRun();
  await STATES[state](run);
  const before = [...run.memory.cases.values()].flat();
  const status = statusOf(before);
  const answers = await twice(() => tell(run));
  const entries = [...run.memory.cases.values()].flat();
  const added: Stage[] = entries.slice(before.length).map(({ stage }) => stage);
  return { run, answers, added, status, now: statusOf(entries), caseId: entries[0]?.caseId };
}

const ADDED = {
  accepted: 'stage',
  conflict: 'conflict',
  duplicate: 'conflict',
  quarantined: '',
  Transient: '',
} as const;
const rows = Object.entries(TABLE) as [State, readonly [Outcome, Outcome]][];

describe('each state of a case, and a corrected document of it: the same answer twice, one entry', () => {
  it.each(rows)('%s', async (state, [expected]) => {
    const { run, answers, added, status, now, caseId } = await after(state, (run) =>
      run.correct({ ...NOTE, cents: 700 }, TOLD),
    );
    expect(answers).toEqual([expected, expected]);
    if (state === 'absent') return expect(added).toEqual(['received']);
    const stage = ADDED[expected as keyof typeof ADDED];
    expect(added).toEqual(stage ? [stage === 'stage' ? 'superseded' : stage] : []);
    expect(now).toBe(expected === 'accepted' ? 'open' : status);
    const attempt = state === 'superseded' ? 3 : 2;
    if (expected !== 'accepted') return;
    expect(run.started.at(-1)).toEqual({
      name: `${caseId}-${attempt}`,
      input: { schema: 1, caseId, attempt, workflow: 'toy' },
    });
    expect(run.stopped.at(-1)).toBe(`${caseId}-${attempt - 1}`);
  });
});

describe('each state of a case, and its withdrawal: the same answer twice, one entry', () => {
  it.each(rows)('%s', async (state, [, expected]) => {
    const { run, answers, added, status, now, caseId } = await after(state, (run) => run.withdraw('A1', TOLD));
    expect(answers).toEqual([expected, expected]);
    const stage = ADDED[expected as keyof typeof ADDED];
    expect(added).toEqual(stage ? [stage === 'stage' ? 'withdrawn-by-sender' : stage] : []);
    expect(now).toBe(expected === 'accepted' ? 'withdrawn' : status);
    if (expected !== 'accepted') return;
    expect(run.stopped.at(-1)).toBe(`${caseId}-${state === 'superseded' ? 2 : 1}`);
  });
});
