import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { invalidInput } from '../shared/task.ts';
import type { IntakeDeps } from './deps.ts';
import { readDocument } from './read-document.ts';

/** An event whose contract and document are understood. */
export interface ReadEvent extends ReturnType<Workflow['identify']> {
  readonly workflow: Workflow;
  readonly raw: Uint8Array;
}

/** @throws CountersignError InvalidInput with the reasons by path; Transient */
export async function readEvent(cloud: CloudEvent, deps: IntakeDeps): Promise<ReadEvent> {
  const { workflow, contract } = contractOf(cloud, deps.workflows);
  const data = contract.schema.safeParse(cloud.data);
  if (!data.success) throw invalidInput(data.error);
  const raw = await readDocument(data.data, deps.documents);
  return { workflow, raw, ...workflow.identify(workflow.parse(raw)) };
}

function contractOf(cloud: CloudEvent, workflows: readonly Workflow[]) {
  for (const workflow of workflows) {
    const contract = workflow.contracts.find((candidate) => candidate.type === cloud.type);
    if (contract) return { workflow, contract };
  }
  const known = workflows.flatMap((workflow) => workflow.contracts.map((contract) => contract.type)).join(', ');
  throw new CountersignError('InvalidInput', `type: ${cloud.type} is no contract of this bus (known: ${known})`);
}
