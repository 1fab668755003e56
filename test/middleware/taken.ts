import type { Stored } from '../support/faults-ports.ts';
import { counted, endsOf } from './account.ts';
import type { Manners } from './erp-stand-in.ts';
import { toyNumber } from './toy-event.ts';
import { traffic } from './traffic.ts';
import { caseFaults, doublePostings, outOfTurn, perReference } from './verdict.ts';
import { middlewareWorld } from './world.ts';

/** Takes in so many events of a seed, and holds what came of them against the sender's account. */
export async function taken(stored: Stored, seed: number, count: number, manners: Manners) {
  const { sent, account, fates, late } = traffic(seed, count);
  const world = middlewareWorld(stored, seed, manners);
  const began = performance.now();
  await world.run(sent);
  const seconds = (performance.now() - began) / 1000;
  const cases = await world.cases(fates.keys());
  const documents = perReference(world.erp.documents);
  const { account: found, faults } = counted(
    world.answers,
    new Map(cases.map(({ key, status }) => [`${key}`, status])),
  );
  for (const { key, entries, status } of cases) {
    const fate = fates.get(key);
    faults.push(...caseFaults(key, entries, documents.get(toyNumber(key)) ?? 0, fate));
    faults.push(...endsOf(key, status, fate));
  }
  faults.push(...outOfTurn(sent, [...world.executions.keys()], world.answers));
  const waited = world.answers.filter(({ letIn }) => letIn).length;
  const ended = { account: found, faults, doubles: doublePostings(world.erp.documents), documents: documents.size };
  const expected = { account, faults: [], doubles: 0, documents: account.posted };
  return { ended, expected, seconds, late, waited };
}
