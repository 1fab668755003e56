import type { Drill } from './drill.ts';
import { spareInvoices } from './invoices.ts';
import type { CircuitSeen } from './local-model.ts';
import { AT_REST, expectPostedOnce, submitted, untilEntries, untilStatus } from './on-cases.ts';
import type { DrillDeps } from './ports.ts';

/** What the drill does to the local model endpoint, and sees of its breaker. */
export interface LocalModel {
  /** Every request fails from now on. */
  fail(): Promise<void>;
  heal(): Promise<void>;
  /** @throws Error if the endpoint does not answer */
  requireWell(): Promise<void>;
  circuits(): Promise<readonly CircuitSeen[]>;
}

const BROKEN = 'the model endpoint fails every request';
const MOST_INVOICES = 6;

/** The model fails: people decide, its breaker opens, and it is asked again by itself when it is back. */
export const aiDown = ({ plane, run, now }: DrillDeps, model: LocalModel): Drill => ({
  name: 'ai-down',
  says: 'the model fails; cases go to people without an assessment, its breaker opens, and it comes back by itself',
  limitMs: 300_000,
  async run(ground) {
    await model.requireWell();
    if ((await openModels(model)).length > 0) throw new Error('a model’s breaker is open already: see `breaker list`');
    const invoices = spareInvoices(`AI${run}`, MOST_INVOICES + 1, 3);
    await ground.change(BROKEN, model.fail, model.heal);
    const waiting: string[] = [];
    for (const raw of invoices.slice(0, MOST_INVOICES)) {
      const [caseId = ''] = await submitted(plane, [raw]);
      const entries = await untilStatus(ground, plane, { caseId, withinMs: 90_000 }, ['waiting-review']);
      const failure = entries.findLast(({ stage }) => stage === 'unassessed')?.body['failure'];
      ground.expect(`${caseId} waits for a person, unassessed: ${String(failure)}`, failure !== undefined);
      ground.expect('nothing of it is prepared', !entries.some(({ stage }) => stage === 'prepared'));
      waiting.push(caseId);
      if ((await openModels(model)).length > 0) break;
    }
    const open = await openModels(model);
    ground.expect(
      `the breaker opened after ${waiting.length} invoices: ${open.join(', ') || 'none did'}`,
      open.length > 0,
    );
    await ground.putBack(BROKEN);
    const healed = now();
    ground.say('the breaker lets nobody through for 30 s at first; then one call may probe');
    await ground.until('its breaker may be probed', 60_000, async () =>
      (await model.circuits()).every(({ state, since }) => state !== 'open' || now() - since > 31_000)
        ? true
        : undefined,
    );
    const [caseId = ''] = await submitted(plane, invoices.slice(-1));
    const what = { caseId, withinMs: 90_000, what: 'assessed or not' };
    const seen = await untilEntries(ground, plane, what, (entries) =>
      entries.some(({ stage }) => stage === 'assessed' || stage === 'unassessed'),
    );
    ground.expect(
      `${caseId} is assessed again`,
      seen.some(({ stage }) => stage === 'assessed'),
    );
    ground.say(`from healed to assessed: ${((now() - healed) / 1000).toFixed(1)} s`);
    const posted = await untilStatus(ground, plane, { caseId, withinMs: 90_000 }, AT_REST);
    expectPostedOnce(ground, posted);
    ground.expect('its breaker is closed', (await openModels(model)).length === 0);
    ground.say(`left for people, as any other review: ${waiting.join(', ')}`);
  },
});

async function openModels(model: LocalModel): Promise<string[]> {
  const circuits = await model.circuits();
  return circuits.filter(({ state }) => state !== 'closed').map(({ dependency, state }) => `${dependency} is ${state}`);
}
