import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../lambdas/erp/gateway.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { SPECIALISTS, toyConsents } from '../support/toy-consents.ts';

const RACES = 200;
const CONSENTS = [
  { role: 'security', people: 1, step: 1 },
  { role: 'legal', people: 2, step: 1 },
];
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople('ann', 'bob', 'cleo', ...Object.keys(SPECIALISTS));
}, 120_000);
afterAll(() => tables?.stop());

/** Everybody at once, over the real conditional writes; then again, until it is decided. */
async function race(number: string) {
  const toy = toyConsents(tables);
  const ref = await toy.underReview(CONSENTS, { number, cents: 2_000 });
  const everybody = ['sam', 'sia', 'lea', 'leo', 'lin', 'ann', 'bob'];
  const first = await Promise.all(everybody.map((who) => toy.tried(ref, who)));
  const again = await Promise.all(everybody.map((who) => toy.tried(ref, who)));
  return { toy, ref, answers: [first, again].flat(), entries: await toy.entries(ref) };
}

it(`${RACES} races of seven people over three consents and one countersignature: never one more, never out of order`, async (context) => {
  const counted = { 'out of turn': 0, approved: 0 };
  for (let n = 0; n < RACES; n += 10) {
    for (const { toy, ref, answers, entries } of await Promise.all(
      Array.from({ length: 10 }, (_, at) => race(`C${n + at}`)),
    )) {
      const approvals = entries.filter(({ stage }) => stage === 'approved');
      const roles = approvals.map(({ body }) => (body['action'] === 'consent' ? String(body['role']) : 'commit'));
      expect(roles.slice(0, 3).toSorted()).toEqual(['legal', 'legal', 'security']);
      expect(roles.slice(3)).toEqual((await toy.review(ref)).state === 'approved' ? ['commit'] : []);
      expect(chainFaults(entries)).toEqual([]);
      const outcome = await execute(toy.run.messageOf(ref), toy.run.gateway);
      expect(outcome).toMatchObject({ answer: { kind: roles.length === 4 ? 'success' : 'failure' } });
      counted['out of turn'] += answers.filter((answer) => answer === 'out-of-turn').length;
      counted.approved += roles.length === 4 ? 1 : 0;
    }
  }
  figures(context, counted);
  expect(counted['out of turn']).toBeGreaterThan(RACES);
  expect(counted.approved).toBeGreaterThan(RACES / 2);
}, 600_000);
