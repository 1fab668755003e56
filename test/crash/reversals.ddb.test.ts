import { afterAll, beforeAll, expect, it } from 'vitest';
import { reopen } from '../../lambdas/reopen/run.ts';
import { requestMark } from '../../lambdas/review/request-mark.ts';
import { openTables } from '../support/ddb.ts';
import { figures } from '../support/figures.ts';
import { reversing } from '../support/reversing.ts';

const RACES = 40;
let tables: Awaited<ReturnType<typeof openTables>>;
beforeAll(async () => {
  tables = await openTables();
  await tables.putSwitch('stop#all', 7);
  await tables.putPeople('ann', 'bob', 'cleo');
}, 120_000);
afterAll(() => tables?.stop());

/** Two people ask at once; the one that wins is refused, asked for anew and reopened; then both are carried out at once. */
async function race(number: string) {
  const world = await reversing(tables);
  const { caseId } = await world.posted({ number, cents: 500 });
  const both = await Promise.allSettled([world.ask(caseId, 'ann'), world.ask(caseId, 'bob')]);
  const asked = both.flatMap((one) => (one.status === 'fulfilled' ? [String(one.value.body['reversal'])] : []));
  const [first = ''] = asked;
  await world.deliver(caseId);
  await world.end(await world.decided(first), 'Refuse');
  const second = await world.asked(caseId, 'bob');
  await reopen(
    { subject: 'ann', claimed: ['clerk'] },
    { caseId: first, reason: 'it was right', request: requestMark(number, 'reopen') },
    { ...world.run.reopening, workflowOf: world.workflowOf },
  );
  const refs = [await world.decided(first), await world.decided(second)];
  for (const ref of refs) await world.countersign(ref);
  await Promise.all(refs.map((ref) => world.carryOut(ref)));
  await Promise.all([first, second].map((reversal) => world.deliver(reversal)));
  const stages = await Promise.all([caseId, first, second].map(world.stages));
  const credits = [...world.run.erp.documents.keys()].filter((key) => key.endsWith('/reversed'));
  return { asked, stages, credits };
}

it(`${RACES} effects, two requests at once and two countersigned reversals at once: each is reversed exactly once`, async (context) => {
  let earlier = 0;
  for (let n = 0; n < RACES; n += 10)
    for (const { asked, stages, credits } of await Promise.all(
      Array.from({ length: 10 }, (_, at) => race(`V${n + at}`)),
    )) {
      expect(asked).toHaveLength(1);
      const [original = [], first = [], second = []] = stages;
      expect(original.filter((stage) => stage === 'reversed')).toHaveLength(1);
      expect([...first, ...second].filter((stage) => stage === 'confirmed')).toHaveLength(1);
      expect([...first, ...second].filter((stage) => stage === 'prepared')).toHaveLength(1);
      expect([...first, ...second].filter((stage) => stage === 'facts-changed')).toHaveLength(1);
      expect(credits).toHaveLength(1);
      if (first.includes('confirmed')) earlier += 1;
    }
  figures(context, { 'reversal races': RACES, 'won by the earlier reversal': earlier });
}, 600_000);
