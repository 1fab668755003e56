import { z } from 'zod';
import { BREAKER_MODES, FORCED_CLOSE_MS, forcedBy } from '../../statemachines/kernel/authority/breaker-override.ts';
import { dependency } from '../../statemachines/kernel/authority/dependency.ts';
import { LONGEST_HOLD_MS } from '../../statemachines/kernel/authority/hold.ts';
import type { BreakerSeen } from '../dependencies/ports.ts';
import { isInForce, isOpen } from '../dependencies/run.ts';
import type { Operation } from '../review/api/operations.ts';
import type { GovernDeps } from './deps.ts';
import { requireGovernor } from './governor.ts';
import { liftHold, setHold } from './hold.ts';
import { overrideBreaker } from './override-breaker.ts';
import { term, write } from './write-operation.ts';

const hours = (ms: number) => ms / 3_600_000;
const until = z.iso.datetime();
const company = z.string().trim().min(1).max(100);
const said = z.strictObject({ mode: z.enum(['open', 'closed']), by: z.array(z.string()), reason: z.string() });

const breaker = dependency.extend({
  asked: z.boolean().describe('Whether it is called now.'),
  state: z.enum(['closed', 'open', 'half-open']).describe('Of the circuit, whatever anybody says.'),
  reason: z.string().optional(),
  since: until.optional(),
  override: said.extend({ until: until.optional() }).optional().describe('What somebody says that counts now.'),
});

const hold = z.strictObject({
  ...{ company, until: until.optional(), by: z.array(z.string()), reason: z.string() },
});

function shown(seen: BreakerSeen, now: Date): z.infer<typeof breaker> {
  const { dependency: name, region, circuit, override } = seen;
  const mode = forcedBy(override, now.toISOString());
  return {
    ...{ dependency: name, region, asked: !isOpen(seen, now), state: circuit?.state ?? 'closed' },
    ...(circuit?.reason && { reason: circuit.reason, since: new Date(circuit.since).toISOString() }),
    ...(mode &&
      override && {
        override: { mode, by: override.by, reason: override.reason, ...(override.until && { until: override.until }) },
      }),
  };
}

/** Circuit breakers, and holds of companies' writes: by people with the role `governance` alone. */
export const DEPENDENCY_OPERATIONS: readonly Operation<GovernDeps>[] = [
  {
    ...{ id: 'listBreakers', method: 'get', path: '/governance/breakers', summary: 'What is called, and what is not' },
    answer: z.strictObject({ breakers: z.array(breaker) }),
    async run(caller, _request, deps) {
      await requireGovernor(caller, deps);
      const now = deps.clock.now();
      return { breakers: (await deps.dependencies.breakers()).map((seen) => shown(seen, now)) };
    },
  },
  write('overrideBreaker', 'breakers', 'Open a breaker, keep it closed for a while, or leave it to itself', {
    body: term({
      ...dependency.shape,
      mode: z.enum(BREAKER_MODES),
      until: until.optional().describe(`UTC; of \`closed\` it must lie within ${hours(FORCED_CLOSE_MS)} hours.`),
    }),
    act: overrideBreaker,
  }),
  {
    ...{ id: 'listHolds', method: 'get', path: '/governance/holds', summary: 'Companies whose writes are held now' },
    answer: z.strictObject({ holds: z.array(hold) }),
    async run(caller, _request, deps) {
      await requireGovernor(caller, deps);
      const now = deps.clock.now();
      const held = (await deps.dependencies.holds()).filter((one) => isInForce(one, now));
      return { holds: held.map(({ held: _, by, ...one }) => ({ ...one, by: [...by] })) };
    },
  },
  write('setHold', 'holds', 'Hold the writes of a company; they wait in their order', {
    body: term({ company, until: until.describe(`UTC, within ${hours(LONGEST_HOLD_MS)} hours of when it began.`) }),
    act: setHold,
  }),
  write('liftHold', 'holds/lift', 'Let the writes of a company go on; a second person confirms', {
    body: term({ company }),
    act: liftHold,
  }),
];
