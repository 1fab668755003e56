import { z } from 'zod';
import { stopScope } from '../../statemachines/kernel/authority/stop.ts';
import type { Operation } from '../review/api/operations.ts';
import type { GovernDeps } from './deps.ts';
import { endGlassReview, GLASS_FINDINGS, glassReviews } from './glass-review.ts';
import { requireGovernor } from './governor.ts';
import { term } from './write-operation.ts';

const at = z.iso.datetime();
const ending = { finding: z.enum(GLASS_FINDINGS), reason: z.string() };
const version = z.int().describe('Of the switch while it was lifted: which emergency is meant.');

const emergencies = z.strictObject({
  emergencies: z.array(
    z.strictObject({
      ...{ version, by: z.array(z.string()).describe('Who lifted it.'), reason: z.string(), until: at, endedAt: at },
      openedAt: at.describe('Since when somebody is asked to look.'),
      ended: z.strictObject({ ...ending, by: z.string(), at }).optional(),
    }),
  ),
});
const end = term({ scope: stopScope, version, finding: ending.finding });

/** The reviews of emergencies in which a stop was lifted: by people with the role `governance` alone. */
export const EMERGENCY_OPERATIONS: readonly Operation<GovernDeps>[] = [
  {
    ...{ id: 'listEmergencies', method: 'get', path: '/governance/emergencies', query: stopScope, answer: emergencies },
    summary: 'The emergencies of a switch that are over, and what somebody found who looked at them',
    async run(caller, { query }, deps): Promise<z.infer<typeof emergencies>> {
      await requireGovernor(caller, deps);
      return { emergencies: await glassReviews(stopScope.parse(query), deps) };
    },
  },
  {
    ...{ id: 'endEmergencyReview', method: 'post', path: '/governance/emergencies/end', body: end },
    ...{ summary: 'Record what you found in an emergency; not whoever lifted the stop', answer: emergencies },
    async run(caller, { body }, deps): Promise<z.infer<typeof emergencies>> {
      const wanted = body as z.infer<typeof end>;
      await endGlassReview(caller, wanted, deps);
      const all = await glassReviews(wanted.scope, deps);
      return { emergencies: all.filter((review) => review.version === wanted.version) };
    },
  },
];
