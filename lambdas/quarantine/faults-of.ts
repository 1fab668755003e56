import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { documentReceived } from '../../statemachines/kernel/document-source.ts';
import { busEvent } from '../../statemachines/kernel/envelope.ts';
import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import { sequenceOf } from '../../statemachines/kernel/order.ts';
import { invalidInput } from '../shared/task.ts';
import { understand } from '../shared/understand.ts';

/**
 * Why Intake would not take an event in, as far as can be told without its documents; empty if it would. A document by
 * reference is read by Intake alone.
 */
export function faultsOf(event: unknown, workflows: readonly Workflow[]): string[] {
  const parsed = busEvent.safeParse(event);
  if (!parsed.success) return [invalidInput(parsed.error).message];
  try {
    const { source, detail } = parsed.data;
    const { workflow, data } = understand(detail, workflows);
    const document = documentReceived.safeParse(data).data?.document;
    sequenceOf(detail);
    if (!document || !('content' in document)) return [];
    const raw = Buffer.from(document.content, document.encoding);
    workflow.identify(workflow.parse(raw), { source, subject: detail.subject });
    return [];
  } catch (error) {
    if (!isErrorNamed(error, 'InvalidInput')) throw error;
    return [(error as Error).message];
  }
}
