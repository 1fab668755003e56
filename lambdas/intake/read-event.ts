import type { Identified, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { Withdrawn } from '../../statemachines/kernel/events/event-contract.ts';
import { digestOf } from '../../statemachines/kernel/ids.ts';
import { invalidInput } from '../shared/task.ts';
import type { IntakeDeps } from './deps.ts';
import { readDocument } from './read-document.ts';

/** An event that brings a document, understood. */
export interface ReadDocument extends Identified {
  readonly does: 'opens' | 'replaces';
  readonly workflow: Workflow;
  readonly raw: Uint8Array;
}

/** An event whose contract is understood, and its document, if it brings one. */
export type ReadEvent =
  | ReadDocument
  | (Withdrawn & { readonly does: 'withdraws'; readonly workflow: Workflow; readonly payloadHash: string });

/** @throws CountersignError InvalidInput with the reasons by path; Transient */
export async function readEvent(cloud: CloudEvent, deps: IntakeDeps): Promise<ReadEvent> {
  const { workflow, contract } = contractOf(cloud, deps.workflows);
  const data = contract.schema.safeParse(cloud.data);
  if (!data.success) throw invalidInput(data.error);
  if (contract.does === 'withdraws')
    return { does: contract.does, workflow, payloadHash: digestOf(data.data), ...contract.identify(data.data) };
  const { does = 'opens' } = contract;
  const raw = await readDocument(data.data, deps.documents);
  return { does, workflow, raw, ...workflow.identify(workflow.parse(raw)) };
}

function contractOf(cloud: CloudEvent, workflows: readonly Workflow[]) {
  for (const workflow of workflows) {
    const contract = workflow.contracts.find((candidate) => candidate.type === cloud.type);
    if (contract) return { workflow, contract };
  }
  const known = workflows.flatMap((workflow) => workflow.contracts.map((contract) => contract.type)).join(', ');
  throw new CountersignError('InvalidInput', `type: ${cloud.type} is no contract of this bus (known: ${known})`);
}
