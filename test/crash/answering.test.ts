import { describe, expect, it } from 'vitest';
import { FAULTS, type Plan } from '../support/faults.ts';
import { memoryTables } from '../support/faults-memory.ts';
import { breaches, endOf } from '../support/faults-verdict.ts';
import { faultsWorld } from '../support/faults-world.ts';

const HOUR_MS = 3_600_000;

/** The sender is asked at once, and answers after some hours, or never; then somebody approves, or nobody. */
async function live(how: { answersAfter?: number; approvesAfterMs?: number }, plan?: Plan) {
  const { answersAfter, ...options } = how;
  const note = { number: 'A1', cents: 2_000 };
  const world = faultsWorld(memoryTables(), { note, ...options, ...(plan && { plan }) });
  world.submit();
  await world.turn();
  await world.settleDown();
  const before = world.crossing.crossed.length;
  await world.ask(10 * HOUR_MS);
  if (answersAfter !== undefined) {
    world.clock.advance(answersAfter * HOUR_MS);
    world.answer();
  }
  await world.run();
  return { world, before };
}

async function ends(how: Parameters<typeof live>[0]) {
  const { world, before } = await live(how);
  const statuses = new Set<string>();
  const wrong: string[] = [];
  let runs = 0;
  for (const [index, name] of world.crossing.crossed.entries()) {
    if (index < before || !/^(review|intake|countersign|sweep):|announce/.test(name)) continue;
    for (const fault of FAULTS) {
      const plan: Plan = { at: index + 1, fault };
      const { world: lived } = await live(how, plan);
      const { status, running, documents } = await endOf(lived);
      const found = await breaches(lived);
      const stages = (await lived.entries()).map(({ stage }) => stage);
      const closed = stages.filter((stage) => stage === 'answered' || stage === 'unanswered').length;
      /* A stopped execution takes its review with it, and the question with that. */
      if (closed > 1 || (closed === 0 && fault !== 'stopped')) found.push(`${closed} ends of one question`);
      if (running > 0 || status === 'open' || status === 'waiting-review') found.push(`ends as ${status}`);
      if (how.approvesAfterMs === undefined && documents > 0) found.push('posted without any consent');
      if (found.length > 0) wrong.push(`${plan.at} ${name}, ${fault}: ${found.join('; ')}`);
      statuses.add(status);
      runs += 1;
    }
  }
  return { runs, statuses: [...statuses], wrong };
}

describe('a fault at any boundary while the sender is asked', () => {
  it('T5: who never answers: the review goes on, ends, and nothing is posted', async () => {
    const { runs, statuses, wrong } = await ends({});
    expect([wrong, statuses]).toEqual([[], ['refused']]);
    expect(runs).toBeGreaterThan(40);
  });

  it('T5: who answers: an answer is no consent', async () => {
    const { runs, statuses, wrong } = await ends({ answersAfter: 3 });
    expect([wrong, statuses]).toEqual([[], ['refused']]);
    expect(runs).toBeGreaterThan(40);
  });

  it('who answers, and somebody approves afterwards: it is posted once', async () => {
    const { runs, statuses, wrong } = await ends({ answersAfter: 3, approvesAfterMs: 3.5 * HOUR_MS });
    expect([wrong, statuses]).toEqual([[], ['posted']]);
    expect(runs).toBeGreaterThan(20);
  });
});
