import { describe, expect, it } from 'vitest';
import { claim, handOver } from '../../../lambdas/review/conversation.ts';
import { approve, reject } from '../../../lambdas/review/countersign.ts';
import { Refusal } from '../../../lambdas/review/refusal.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { figures } from '../../support/figures.ts';
import { toyRun } from '../../support/toy-run.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

/** Who asks, with the role of their appointment and of their token. */
const PEOPLE = { clerk: 'ann', chief: 'cleo', governance: 'gia', agent: 'bot', nobody: 'mallory' } as const;
type Role = keyof typeof PEOPLE;
const ROLES = Object.keys(PEOPLE) as Role[];
const ACTIONS = ['approve', 'reject', 'claim', 'hand over'] as const;
/** Cents: within the clerk's limit; above it, below four eyes; from four eyes on. */
const BANDS = { small: 2_000, large: 15_000, 'four eyes': 30_000 } as const;
const STATES = ['open', 'held by another', 'approved', 'rejected', 'over', 'another digest', 'stopped'] as const;
type Answer = 'yes' | 'not-entitled' | 'already-decided' | 'held-by-another' | 'expired' | 'digest-changed' | 'stopped';

/** The table, written by hand: what must come of each cell. */
function expected(role: Role, action: (typeof ACTIONS)[number], own: boolean, state: (typeof STATES)[number]): Answer {
  if (state === 'another digest') return 'digest-changed';
  if (state === 'approved' || state === 'rejected') return 'already-decided';
  if (state === 'over') return 'expired';
  if (state === 'held by another') return 'held-by-another';
  if (state === 'stopped' && action === 'approve') return 'stopped';
  if (own) return 'not-entitled';
  /* The clerk is the second of two from 10,000 to 50,000 cents, so all three bands are open to both. */
  return role === 'clerk' || role === 'chief' ? 'yes' : 'not-entitled';
}

/** A case under review by whatever its amount asks for, in a state. */
async function prepared(cents: number, by: string | undefined, state: (typeof STATES)[number]) {
  const run = toyRun();
  run.authority.people.set('gia', toyStanding('gia', toyPerson('gia', 'governance')));
  run.authority.people.set('bot', toyStanding('bot', toyPerson('bot', 'agent')));
  for (const id of Object.values(PEOPLE)) run.memory.versions.set(`person#${id}`, 1);
  await run.receive({ number: 'A1', cents, ...(by && { by }) });
  const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  await run.open(ref);
  const said = async (stage: LedgerEntry['stage'], id: string, body: object) => {
    await run.append('countersign', ref.caseId, {
      entryKey: `${stage}/${id}`,
      stage,
      actor: { kind: 'person', id },
      body: { attempt: 1, visit: 1, digest: ref.digest ?? '', ...body },
    });
  };
  const given = { validUntil: '2026-12-01T00:00:00.000Z', claimed: ['chief'] };
  if (state === 'held by another') await said('claimed', 'bob', { until: '2026-12-01T00:00:00.000Z' });
  if (state === 'rejected') await said('rejected-by-person', 'bob', { reason: 'no' });
  if (state === 'approved') {
    await said('approved', 'dora', { action: 'commit', role: 'chief', names: ['dora'], ...given });
    await said('approved', 'emil', { action: 'second', role: 'clerk', names: ['emil'], ...given });
  }
  if (state === 'over') await run.outOfTime(ref);
  if (state === 'stopped') {
    const [all] = run.authority.now.stops;
    if (all) run.authority.now = { ...run.authority.now, stops: [{ ...all, stopped: true }] };
  }
  return { run, ref };
}

async function answered(
  role: Role,
  action: (typeof ACTIONS)[number],
  cents: number,
  own: boolean,
  state: (typeof STATES)[number],
) {
  const subject = PEOPLE[role];
  const { run, ref } = await prepared(cents, own ? subject : undefined, state);
  const person = { subject, claimed: [role] };
  const about = { caseId: ref.caseId, digest: state === 'another digest' ? 'e'.repeat(64) : (ref.digest ?? '') };
  const acts = {
    approve: () => approve(person, about, run.deciding),
    reject: () => reject(person, { ...about, comment: 'no' }, run.deciding),
    claim: () => claim(person, about, run.deciding),
    'hand over': () => handOver(person, { ...about, to: role === 'chief' ? 'ann' : 'cleo' }, run.deciding),
  };
  const before = (await run.deciding.ledger.read(ref.caseId)).length;
  try {
    await acts[action]();
    return 'yes';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(await run.deciding.ledger.read(ref.caseId)).toHaveLength(before);
    return error.kind;
  }
}

const cells = ROLES.flatMap((role) =>
  ACTIONS.flatMap((action) =>
    Object.keys(BANDS).flatMap((band) =>
      [false, true].flatMap((own) => STATES.map((state) => ({ role, action, band, own, state }) as const)),
    ),
  ),
);

describe('role × action × amount × own or another’s × state', () => {
  it('is hundreds of cells, with yes and every refusal among them', (context) => {
    figures(context, { 'matrix cells': cells.length });
    expect(cells.length).toBeGreaterThanOrEqual(300);
    const all = new Set(cells.map(({ role, action, own, state }) => expected(role, action, own, state)));
    expect(all.size).toBe(7);
  });

  it.each(ROLES)('of %s: every cell is as the table says, and a refusal writes nothing', async (role) => {
    const wrong: string[] = [];
    for (const { action, band, own, state } of cells.filter((cell) => cell.role === role)) {
      const actual = await answered(role, action, BANDS[band as keyof typeof BANDS], own, state);
      const must = expected(role, action, own, state);
      if (actual !== must) wrong.push(`${action}, ${band}, ${own ? 'own' : 'other'}, ${state}: ${actual}, not ${must}`);
    }
    expect(wrong).toEqual([]);
  });
});
