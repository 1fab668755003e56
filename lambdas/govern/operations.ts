import { z } from 'zod';
import { AUTONOMY_LEVELS } from '../../statemachines/kernel/authority/autonomy.ts';
import { modelData, promptData } from '../../statemachines/kernel/authority/register.ts';
import { stopScope } from '../../statemachines/kernel/authority/stop.ts';
import { sha256Hex } from '../../statemachines/kernel/ids.ts';
import type { Operation } from '../review/api/operations.ts';
import { confirm } from './change.ts';
import { confirmStop, stopStatus } from './confirm-stop.ts';
import { DEPENDENCY_OPERATIONS } from './dependency-operations.ts';
import type { GovernDeps } from './deps.ts';
import { EMERGENCY_OPERATIONS } from './emergency-operations.ts';
import { setLevel } from './levels.ts';
import { promoteModel, promotePrompt, rollBack, withdraw } from './register.ts';
import { breakGlass, lift, stop } from './stop.ts';
import { key, term, write } from './write-operation.ts';

const status = z.strictObject({
  scope: stopScope,
  state: z.enum(['running', 'stopping', 'stopped']),
  version: z.int().optional(),
  remains: z.array(z.strictObject({ caseId: z.string(), commandId: z.string(), preparedAt: z.string() })),
  confirmedAt: z.string().optional().describe('From here on nothing in scope is posted, UTC.'),
});

const shown = ({ scope, state, version, remains, confirmedAt }: Awaited<ReturnType<typeof stopStatus>>) => ({
  ...{ scope, state },
  ...(version !== undefined && { version }),
  remains: remains.map((flight) => ({
    ...{ caseId: flight.caseId, commandId: flight.commandId, preparedAt: flight.preparedAt },
  })),
  ...(confirmedAt && { confirmedAt }),
});

const scoped = term({ scope: stopScope });
const { validFrom: _, validUntil: __, ...modelShape } = modelData.shape.terms.element.shape;
const { validFrom: ___, validUntil: ____, hash: _____, ...promptShape } = promptData.shape.terms.element.shape;

/** Everything that changes what others work under; by people with the role `governance` alone. */
export const GOVERN_OPERATIONS: readonly Operation<GovernDeps>[] = [
  {
    ...{ id: 'showStop', method: 'get', path: '/governance/stops', summary: 'How a stop stands, and what remains' },
    ...{ query: stopScope, answer: status },
    run: async (_caller, { query }, deps) => shown(await stopStatus(stopScope.parse(query), deps)),
  },
  {
    ...{ id: 'confirmStop', method: 'post', path: '/governance/stops/confirm', answer: status },
    ...{
      summary: 'Confirm a stop, once nothing in its scope is under way',
      body: z.strictObject({ scope: stopScope }),
    },
    run: async (_caller, { body }, deps) => shown(await confirmStop((body as { scope: never }).scope, deps)),
  },
  write('stop', 'stops', 'Stop; it counts at once', {
    body: scoped,
    act: (caller, { scope, reason: why }, deps) => stop(caller, scope, why, deps),
  }),
  write('lift', 'stops/lift', 'Lift a stop; a second person confirms', {
    body: scoped,
    act: (caller, { scope, reason: why }, deps) => lift(caller, scope, why, deps),
  }),
  write('breakGlass', 'stops/break-glass', 'Lift a stop for a while, in an emergency; a second person confirms', {
    body: term({ scope: stopScope, until: z.iso.datetime() }),
    act: breakGlass,
  }),
  write('setLevel', 'levels', 'Set a level of autonomy; raising it takes a second person', {
    body: term({
      ...{ workflow: z.string().min(1), company: z.string().min(1), level: z.enum(AUTONOMY_LEVELS) },
      minConfidence: z.number().min(0).max(1),
      cap: z.strictObject({ minor: z.int().nonnegative(), currency: z.string().length(3) }).optional(),
    }),
    act: (caller, { workflow, company, level, minConfidence, cap, reason: why }, deps) =>
      setLevel(caller, { workflow, company, reason: why, to: { level, minConfidence, cap } }, deps),
  }),
  write('promotePrompt', 'prompts', 'Put a prompt into use, whole; a second person confirms', {
    body: term(promptShape),
    act: (caller, { reason: why, ...prompt }, deps) => promotePrompt(caller, prompt, why, deps),
  }),
  write('promoteModel', 'models', 'Put a model into use; a second person confirms', {
    body: term(modelShape),
    act: (caller, { reason: why, ...model }, deps) => promoteModel(caller, model, why, deps),
  }),
  write('withdraw', 'withdrawals', 'Take a model or a prompt out of use; a second person confirms', {
    body: term({ key }),
    act: (caller, body, deps) => withdraw(caller, body.key, body.reason, deps),
  }),
  write('rollBack', 'rollbacks', 'Back to what counted before; a second person confirms', {
    body: term({ key }),
    act: (caller, body, deps) => rollBack(caller, body.key, body.reason, deps),
  }),
  write('confirm', 'confirmations', 'Confirm exactly the change that somebody else proposed', {
    body: z.strictObject({ key, digest: sha256Hex }),
    act: confirm,
  }),
  ...EMERGENCY_OPERATIONS,
  ...DEPENDENCY_OPERATIONS,
];
