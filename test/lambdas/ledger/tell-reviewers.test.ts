import { describe, expect, it } from 'vitest';
import { tellReviewers } from '../../../lambdas/ledger/tell-reviewers.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

async function told(): Promise<{ events: { type: string; id: string; data: unknown }[]; messages: string[] }> {
  const run = toyRun();
  await run.receive({ number: 'A1', cents: 2_000 });
  const start = run.started.at(-1);
  if (!start) throw new Error('nothing was started');
  let ref: CaseRef = await run.toDecision(start.input, 0.95);
  await run.open(ref, 'a-secret-token');
  for (let step = 0; step < 4; step += 1) {
    run.clock.advance((ref.reviewSeconds ?? 0) * 1000);
    ref = await run.timedOut(ref);
  }
  const events: { type: string; id: string; data: unknown }[] = [];
  const messages: string[] = [];
  const deps = {
    announcer: { announce: async (event: (typeof events)[0]) => void events.push(event) },
    notifier: {
      notify: async (role: string, { subject, text }: { subject: string; text: string }) =>
        void messages.push(`${role}\n${subject}\n${text}`),
    },
  };
  for (const entry of await run.deciding.ledger.read(ref.caseId))
    await tellReviewers(entry, { title: 'Toy' }, undefined, deps);
  return { events, messages };
}

describe('what reviewers are told', () => {
  it('T2: holds no link and no token: nothing in it decides anything', async () => {
    const { events, messages } = await told();
    const all = JSON.stringify({ events, messages });
    expect(messages).toHaveLength(4);
    expect(all).not.toMatch(/https?:|www\.|token|@/i);
    expect(all).not.toContain('a-secret-token');
    for (const { data } of events)
      expect(Object.keys(data as object).sort()).toEqual(['caseId', 'digest', 'due', 'role', 'workflow']);
  });

  it('is that a review is open, a reminder, and the next role: nothing else, each to the role that is asked', async () => {
    const { events, messages } = await told();
    expect(events.map(({ type, data }) => [type, (data as { role: string }).role])).toEqual([
      ['review.opened.v1', 'clerk'],
      ['review.reminded.v1', 'clerk'],
      ['review.escalated.v1', 'chief'],
      ['review.reminded.v1', 'chief'],
    ]);
    expect(messages.map((message) => message.split('\n')[0])).toEqual(['clerk', 'clerk', 'chief', 'chief']);
    expect(new Set(events.map(({ id }) => id)).size).toBe(4);
  });

  it('says the same in words', async () => {
    const { messages } = await told();
    expect(messages[1]).toMatch(/^clerk\nToy: reminded\nToy: the case toy-\w+ still waits for a decision\./);
    expect(messages[1]).toContain('Until: 2026-11-24T12:00:00.000Z.');
  });
});
