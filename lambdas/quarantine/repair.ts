import { cloudEvent } from '../../statemachines/kernel/envelope.ts';
import { sequence } from '../../statemachines/kernel/order.ts';
import type { Person } from '../review/deps.ts';
import { type Asked, act } from './act.ts';
import type { QuarantineDeps } from './deps.ts';
import { faultsOf } from './faults-of.ts';
import { QuarantineRefusal } from './refusal.ts';

/** What the identity and the order of an event rest on: where it can be read, no repair changes it. */
const { id, source, time } = cloudEvent.shape;
const IDENTITY = { id, source, time, sequence } as const;

/**
 * Attaches a corrected event; the one that came stays as evidence. It must be what Intake takes in, from the same sender
 * and with the same identity.
 * @param event the whole CloudEvent, as it should have come
 * @throws QuarantineRefusal repair-refused
 */
export function repair(
  person: Person,
  { event, ...asked }: Asked & { readonly event: Readonly<Record<string, unknown>> },
  deps: QuarantineDeps,
) {
  const evidence = async ({ caseId }: { caseId: string }, original: unknown) => {
    const repaired = repairedFrom(original, event);
    const faults = [...changedIdentity(original, event), ...faultsOf(repaired, deps.workflows)];
    if (faults.length > 0) throw new QuarantineRefusal('repair-refused', ...faults);
    return deps.evidence.put(caseId, JSON.stringify(repaired));
  };
  return act(person, asked, { stage: 'repaired', states: ['waiting'], evidence }, deps);
}

/** @throws QuarantineRefusal repair-refused for what did not come over the bus: nobody vouches for its sender */
function repairedFrom(original: unknown, event: Readonly<Record<string, unknown>>): object {
  const came = Object(original) as Record<string, unknown>;
  if (typeof came['source'] !== 'string')
    throw new QuarantineRefusal('repair-refused', 'It came from no known sender.');
  return { ...came, 'detail-type': event['type'], detail: event };
}

function changedIdentity(original: unknown, event: Readonly<Record<string, unknown>>): string[] {
  const came = Object(Object(original)['detail']) as Record<string, unknown>;
  const changed = Object.entries(IDENTITY).filter(
    ([name, schema]) => schema.safeParse(came[name]).success && came[name] !== event[name],
  );
  return changed.map(([name]) => `${name}: it came as ${String(came[name])}, and stays so`);
}
