import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { type CaseRef, stepKey, type TaskInput } from '../../statemachines/kernel/task-input.ts';
import { somethingStands, standingOf } from '../erp/steps.ts';
import { beginningOf, whileDue } from '../shared/attempts.ts';
import { newest } from '../shared/case-log.ts';
import type { Ledger } from '../shared/ports.ts';

export interface ConcludeDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Ledger;
}

/** Which state ends a case how; a state of another name may end nothing. */
const ENDS: Readonly<Record<string, Stage>> = { Park: 'parked', Refuse: 'refused' };

/**
 * Ends an attempt that is not done: left to a person, or refused with the reason; of several effects with what is where,
 * and left to a person as long as one of them stands: nobody is told that it was refused.
 * @throws CountersignError NotAuthorised for an attempt that nobody has begun: it ends nothing of the case
 */
export async function conclude(input: TaskInput, deps: ConcludeDeps): Promise<CaseRef> {
  const { state, ...ref } = input;
  const end = ENDS[state];
  if (!end)
    throw new CountersignError('InvalidInput', `state ${state} ends no case (known: ${Object.keys(ENDS).join(', ')})`);
  const { slug, version } = deps.workflowOf(ref.workflow);
  const entries = await deps.ledger.read(ref.caseId);
  beginningOf(ref.attempt, entries);
  const decided = newest(entries, 'decided', { attempt: ref.attempt });
  const effects = standingOf(entries);
  const stage = somethingStands(entries) ? 'parked' : end;
  const reason = ref.reason ?? String(decided?.body['reason'] ?? 'REJECTED-IN-REVIEW');
  await deps.ledger.append(
    ref.caseId,
    {
      entryKey: stepKey({ ...ref, state }),
      stage,
      actor: { kind: 'system', id: 'conclude' },
      workflow: { slug, version },
      body: {
        ...{ attempt: ref.attempt, visit: ref.visit ?? 0, reason },
        ...(effects.length > 0 && { effects: effects.map((effect) => ({ ...effect })) }),
      },
      evidence: [],
    },
    whileDue(ref.attempt),
  );
  return ref;
}
